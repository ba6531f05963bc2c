/** The look, as Mantine takes it. Sizes, colours and type follow one set of tokens (see tokens.css). */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'
import { DARK_PAGE, LIGHT_PAGE, PERSON_DARK, PERSON_LIGHT, TRACK_DARK, TRACK_LIGHT } from './palette.ts'

const ink: MantineColorsTuple = [
  '#eef4fb',
  '#d8e4f2',
  '#b0c8e4',
  '#84a9d5',
  '#5f8fc7',
  '#467ebf',
  '#2f6cb0',
  '#245793',
  '#1f4a7c',
  '#1a3d66',
]
const dark: MantineColorsTuple = [
  '#d7dade',
  '#b4b9c0',
  '#9aa1ab',
  '#7a828d',
  '#4a515b',
  '#383e47',
  '#2a2f36',
  '#1f2329',
  DARK_PAGE,
  '#101215',
]

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, dark },
  autoContrast: true,
  fontFamily: "'Inter Variable', 'Hiragino Sans', 'Noto Sans JP', 'Yu Gothic', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'Liberation Mono', monospace",
  headings: { fontWeight: '600' },
  defaultRadius: 'sm',
  fontSizes: {
    xs: 'var(--type-small)',
    sm: 'var(--type-note)',
    md: 'var(--type-body)',
    lg: 'var(--type-lead)',
    xl: 'var(--type-section)',
  },
  spacing: {
    xs: 'var(--space-2)',
    sm: 'var(--space-4)',
    md: 'var(--space-5)',
    lg: 'var(--space-6)',
    xl: 'var(--space-7)',
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
})

// Mantine's own quiet grey has 3.3:1 on white; ours reads.
// So has its red.
const readable = {
  '--mantine-color-dimmed': 'var(--text-quiet)',
  '--mantine-color-placeholder': 'var(--text-quiet)',
  '--mantine-color-error': 'var(--bad)',
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--page': LIGHT_PAGE, ...readable, ...numbered('track', TRACK_LIGHT), ...numbered('person', PERSON_LIGHT) },
  dark: { '--page': DARK_PAGE, ...readable, ...numbered('track', TRACK_DARK), ...numbered('person', PERSON_DARK) },
})

function numbered(name: string, colours: readonly string[]): Record<string, string> {
  return Object.fromEntries(colours.map((colour, index) => [`--${name}-${index}`, colour]))
}

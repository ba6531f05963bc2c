/**
 * Colours of tracks and people. Nine hues that stay apart for colour-blind readers, after Okabe–Ito and Paul Tol's
 * "muted", moved in lightness until marks reach 3:1 and text 4.5:1 against the page in light and dark (palette.test.ts).
 * Components use the CSS variables `--track-0` … `--track-8` and `--person-0` … `--person-11`, never these values.
 */
export const TRACK_COLOURS = 9

export const LIGHT_PAGE = '#ffffff'
export const DARK_PAGE = '#16181c'

/** Blue, vermilion, green, purple, ochre, rose, teal, slate, brown. */
export const TRACK_LIGHT = [
  '#0063a6',
  '#b8430a',
  '#00704f',
  '#7d4596',
  '#7f6000',
  '#ad3a67',
  '#006f7c',
  '#56616c',
  '#7a4b2a',
]
export const TRACK_DARK = [
  '#5cb5ef',
  '#f2935a',
  '#41c79b',
  '#c9a0e2',
  '#dfb944',
  '#f194b6',
  '#52c9d8',
  '#aab5c0',
  '#cf9f79',
]

export const PERSON_LIGHT = [
  '#c2255c',
  '#1864ab',
  '#237a34',
  '#9c36b5',
  '#a85b00',
  '#0b7285',
  '#5f3dc4',
  '#b02525',
  '#5c6b00',
  '#364fc7',
  '#87410f',
  '#08705a',
]
export const PERSON_DARK = [
  '#faa2c1',
  '#74c0fc',
  '#8ce99a',
  '#e599f7',
  '#ffc078',
  '#66d9e8',
  '#b9a8fb',
  '#ffa8a8',
  '#c9d96a',
  '#a3b5ff',
  '#e8b48a',
  '#63e6be',
]

/** Contrast ratio of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, 1.4.3). */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

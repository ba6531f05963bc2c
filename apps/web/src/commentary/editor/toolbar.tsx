import { ActionIcon } from '@mantine/core'
import {
  IconBlockquote,
  IconBold,
  IconCode,
  IconH2,
  IconH3,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconStrikethrough,
  IconSuperscript,
  IconUnderline,
} from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { t, type PlainMessageKey } from '../../i18n/late.ts'
import classes from './toolbar.module.css'

interface Tool {
  name: PlainMessageKey
  icon: typeof IconBold
  /** As aria-keyshortcuts wants it. */
  keys?: string
  isOn?: (editor: Editor) => boolean
  act: (editor: Editor) => void
}

interface Props {
  editor: Editor
  onLink: () => void
  onCite: () => void
  /** Each button is a step of undo of its own. */
  onStep: () => void
}

/** For a pointer; a finger gets more (tokens.css). */
const SIZE_PX = 30

const TOOLS: Tool[] = [
  tool('bold', IconBold, 'Control+B', 'bold', (chain) => chain.toggleBold()),
  tool('italic', IconItalic, 'Control+I', 'italic', (chain) => chain.toggleItalic()),
  tool('underline', IconUnderline, 'Control+U', 'underline', (chain) => chain.toggleUnderline()),
  tool('strike', IconStrikethrough, 'Control+Shift+S', 'strike', (chain) => chain.toggleStrike()),
  tool('code', IconCode, 'Control+E', 'code', (chain) => chain.toggleCode()),
  {
    name: 'commentary.heading2',
    icon: IconH2,
    keys: 'Control+Alt+2',
    isOn: (editor) => editor.isActive('heading', { level: 2 }),
    act: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    name: 'commentary.heading3',
    icon: IconH3,
    keys: 'Control+Alt+3',
    isOn: (editor) => editor.isActive('heading', { level: 3 }),
    act: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  },
  tool('bulletList', IconList, 'Control+Shift+8', 'bulletList', (chain) => chain.toggleBulletList()),
  tool('orderedList', IconListNumbers, 'Control+Shift+7', 'orderedList', (chain) => chain.toggleOrderedList()),
  tool('blockquote', IconBlockquote, 'Control+Shift+B', 'blockquote', (chain) => chain.toggleBlockquote()),
]

/** One stop of the Tab key; arrows, Home and End move inside (ARIA toolbar pattern). */
export function Toolbar({ editor, onLink, onCite, onStep }: Props) {
  const [current, setCurrent] = useState(0)
  const bar = useRef<HTMLDivElement>(null)
  const tools: Tool[] = [
    ...TOOLS,
    {
      name: 'commentary.link',
      icon: IconLink,
      keys: 'Control+K',
      isOn: (each) => each.isActive('link'),
      act: onLink,
    },
    { name: 'commentary.citation', icon: IconSuperscript, act: onCite },
  ]
  // Compared by what is in it: typing renders no button again.
  const on = useEditorState({
    editor,
    selector: ({ editor: each }) => tools.map(({ isOn }) => isOn?.(each) ?? false),
  })

  const onKeyDown = (event: KeyboardEvent) => {
    const next =
      event.key === 'ArrowRight'
        ? (current + 1) % tools.length
        : event.key === 'ArrowLeft'
          ? (current - 1 + tools.length) % tools.length
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? tools.length - 1
              : null
    if (next === null) return
    event.preventDefault()
    setCurrent(next)
    bar.current?.querySelectorAll<HTMLElement>('button')[next]?.focus()
  }
  return (
    <div
      ref={bar}
      role="toolbar"
      tabIndex={-1}
      aria-label={t('commentary.toolbar')}
      className={classes.toolbar}
      onKeyDown={onKeyDown}
    >
      {tools.map(({ name, icon: Icon, keys, isOn, act }, index) => (
        <ActionIcon
          key={name}
          variant="subtle"
          size={SIZE_PX}
          className={classes.tool}
          tabIndex={index === current ? 0 : -1}
          aria-label={t(name)}
          title={t(name)}
          aria-pressed={isOn ? on[index] : undefined}
          aria-keyshortcuts={keys}
          // The text keeps its selection.
          onPointerDown={(event) => event.preventDefault()}
          onFocus={() => setCurrent(index)}
          onClick={() => {
            onStep()
            act(editor)
            onStep()
          }}
        >
          <Icon size={17} stroke={1.8} aria-hidden />
        </ActionIcon>
      ))}
    </div>
  )
}

type Chain = ReturnType<Editor['chain']>

function tool(name: string, icon: Tool['icon'], keys: string, active: string, change: (chain: Chain) => Chain): Tool {
  return {
    name: `commentary.${name}` as PlainMessageKey,
    icon,
    keys,
    isOn: (editor) => editor.isActive(active),
    act: (editor) => change(editor.chain().focus()).run(),
  }
}

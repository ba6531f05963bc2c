/**
 * The gate of the editor: the text is looked through before an editor is bound to it, and the editor is made again where
 * the text brings attributes that its schema must carry along.
 */
import { type ComponentProps, useLayoutEffect, useState } from 'react'
import type * as Y from 'yjs'
import { examine, type Verdict } from '../extensions/content-guard.ts'
import { contentSchema } from '../extensions/extensions.ts'
import { BoundEditor } from './bound-editor.tsx'

interface Props extends Omit<ComponentProps<typeof BoundEditor>, 'attributes' | 'onUnfit'> {
  /** The text holds what this editor cannot: it has let go of it, and nothing was removed. */
  onPause: () => void
}

export function EditorGate({ onPause, ...parts }: Props) {
  const { verdict, round, examineAgain } = useExamined(parts.fragment)
  const isUnfit = verdict.kind === 'unfit'
  // Before the browser paints: the text that is only read takes the place of the editor.
  useLayoutEffect(() => {
    if (isUnfit) onPause()
  }, [isUnfit, onPause])

  if (isUnfit) return null
  return (
    <BoundEditor
      key={round}
      {...parts}
      attributes={verdict.kind === 'attributes' ? verdict.attributes : NO_ATTRIBUTES}
      onUnfit={(found) => (found.kind === 'unfit' ? onPause() : examineAgain())}
    />
  )
}

const NO_ATTRIBUTES: readonly string[] = []

interface Examined {
  fragment: Y.XmlFragment
  verdict: Verdict
  /** Counts how often it was looked at: an editor belongs to one round. */
  round: number
}

/** What `examine` says of the fragment, and a way to ask again. */
function useExamined(fragment: Y.XmlFragment) {
  const [examined, setExamined] = useState(() => examinedAt(fragment, 0))
  if (examined.fragment !== fragment) setExamined(examinedAt(fragment, examined.round + 1))
  return { ...examined, examineAgain: () => setExamined(({ round }) => examinedAt(fragment, round + 1)) }
}

function examinedAt(fragment: Y.XmlFragment, round: number): Examined {
  return { fragment, verdict: examine(fragment, contentSchema([])), round }
}

/** The editor of a commentary, for the page: a chunk of its own. */
import type * as Y from 'yjs'
import { useWritingSession } from '../../session/session-context.tsx'
import { useWorkspace } from '../../view/workspace-context.tsx'
import { EditorGate } from './editor-gate.tsx'

interface Props {
  fragment: Y.XmlFragment
  label: string
  autoFocus: boolean
  /** The text holds what this editor cannot: it has let go of it, and nothing was removed. */
  onPause: () => void
}

export default function CommentaryEditor(props: Props) {
  const { history, provider } = useWritingSession()
  const { announce } = useWorkspace()
  return <EditorGate {...props} history={history} awareness={provider.awareness} announce={announce} />
}

/** What floats over the text: the form of a link or a citation, or the list of sources while `[@` is typed. */
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { CitationForm } from '../../sources/citation-form.tsx'
import { t } from '../../i18n/late.ts'
import { suggestionOf } from '../extensions/suggestion.ts'
import { CITATION, readCitationAttrs } from '../view/footnotes.ts'
import { BelowPosition } from './below-position.tsx'
import { changeCitation, insertCitation, removeCitation } from './citation-commands.ts'
import { LinkForm } from './link-form.tsx'
import { SuggestionList } from './suggestion-list.tsx'

/** Which form is open; that of a citation with the position of its mark. */
export type FloatingForm = { kind: 'link' } | { kind: 'citation'; position: number } | { kind: 'new citation' } | null

interface Props {
  editor: Editor
  form: FloatingForm
  onClose: () => void
  /** Ends a step of undo: what a form does is one of its own. */
  onStep: () => void
}

export function Floating({ editor, form, onClose, onStep }: Props) {
  const suggestion = useEditorState({ editor, selector: ({ editor: each }) => suggestionOf(each.state) })
  const asStep = (act: () => void) => {
    onStep()
    act()
    onStep()
  }
  const back = () => {
    onClose()
    editor.commands.focus()
  }

  if (form?.kind === 'link') {
    return (
      <BelowPosition editor={editor} position={editor.state.selection.to}>
        <LinkForm editor={editor} onStep={onStep} onClose={onClose} />
      </BelowPosition>
    )
  }
  if (form?.kind === 'new citation') {
    return (
      <BelowPosition editor={editor} position={editor.state.selection.to}>
        <CitationForm
          onSave={(fields) => {
            asStep(() => insertCitation(editor, editor.state.selection.to, fields))
            onClose()
          }}
          onCancel={back}
        />
      </BelowPosition>
    )
  }
  if (form?.kind === 'citation') {
    const { position } = form
    const node = editor.state.doc.nodeAt(position)
    if (node?.type.name !== CITATION) return null
    return (
      <BelowPosition editor={editor} position={position}>
        <CitationForm
          key={position}
          citation={readCitationAttrs(node.attrs)}
          onSave={(fields) => {
            asStep(() => changeCitation(editor, position, fields))
            back()
          }}
          onCancel={back}
          onRemove={() => {
            asStep(() => removeCitation(editor, position))
            back()
          }}
          removeLabel={t('commentary.citationRemove')}
        />
      </BelowPosition>
    )
  }
  if (!suggestion) return null
  return (
    <BelowPosition editor={editor} position={suggestion.to}>
      <SuggestionList
        editor={editor}
        query={suggestion.query}
        onPick={(sourceId) => asStep(() => insertCitation(editor, suggestion, { sourceId }))}
      />
    </BelowPosition>
  )
}

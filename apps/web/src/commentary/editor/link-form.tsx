import type { Editor } from '@tiptap/core'
import { type KeyboardEvent, useState } from 'react'
import { t } from '../../i18n/late.ts'
import { FormButton } from '../../ui/form-button.tsx'
import sourceClasses from '../../sources/sources.module.css'
import { completeLink } from '../../words/safe-link.ts'

interface Props {
  editor: Editor
  onStep: () => void
  onClose: () => void
}

/** The address of the link at the caret or for the selected words. */
export function LinkForm({ editor, onStep, onClose }: Props) {
  const before = String(editor.getAttributes('link').href ?? '')
  const [address, setAddress] = useState(before)
  const [wrong, setWrong] = useState(false)
  const set = () => {
    const href = completeLink(address)
    if (!href) return setWrong(true)
    onStep()
    const chain = editor.chain().focus().extendMarkRange('link')
    if (editor.state.selection.empty && !before) {
      chain.insertContent({ type: 'text', text: address.trim(), marks: [{ type: 'link', attrs: { href } }] }).run()
    } else chain.setLink({ href }).run()
    onStep()
    onClose()
  }
  const remove = () => {
    onStep()
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
    onStep()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      onClose()
      editor.commands.focus()
    } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) set()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // Keys are only watched for Enter and Escape; every control inside is a control of its own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={sourceClasses.form} onKeyDown={onKeyDown}>
      <label>
        {t('commentary.linkAddress')}
        <input
          type="text"
          inputMode="url"
          className={sourceClasses.input}
          value={address}
          data-draft=""
          aria-invalid={wrong || undefined}
          autoFocus
          onChange={(event) => {
            setAddress(event.target.value)
            setWrong(false)
          }}
        />
      </label>
      {wrong && (
        <p role="alert" className={sourceClasses.problem}>
          {t('commentary.linkWrong')}
        </p>
      )}
      <div className={sourceClasses.buttons}>
        <FormButton tone="main" onClick={set}>
          {t('commentary.linkSet')}
        </FormButton>
        <FormButton onClick={onClose}>{t('panel.cancel')}</FormButton>
        {before && (
          <FormButton tone="danger" onClick={remove}>
            {t('commentary.linkRemove')}
          </FormButton>
        )}
      </div>
    </div>
  )
}

import { Button, TextInput } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { type KeyboardEvent, useState } from 'react'
import { t } from '../../i18n/late.ts'
import { completeLink } from '../../words/safe-link.ts'
import classes from './link-form.module.css'

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
    <div className={classes.form} onKeyDown={onKeyDown}>
      <TextInput
        size="xs"
        classNames={{ label: classes.label, input: classes.input }}
        label={t('commentary.linkAddress')}
        inputMode="url"
        value={address}
        data-draft=""
        error={wrong}
        autoFocus
        onChange={(event) => {
          setAddress(event.currentTarget.value)
          setWrong(false)
        }}
      />
      {wrong && (
        <p role="alert" className={classes.problem}>
          {t('commentary.linkWrong')}
        </p>
      )}
      <div className={classes.buttons}>
        <Button size="xs" onClick={set}>
          {t('commentary.linkSet')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {t('panel.cancel')}
        </Button>
        {before && (
          <Button size="xs" variant="default" className={classes.remove} onClick={remove}>
            {t('commentary.linkRemove')}
          </Button>
        )}
      </div>
    </div>
  )
}

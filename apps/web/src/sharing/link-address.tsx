import { t } from '../i18n/late.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { isThisMachine } from '../ui/this-machine.ts'
import form from './share-form.module.css'

/** A link to be passed on. One to 127.0.0.1 would lead everybody to their own machine, and that is said before it is sent. */
export function LinkAddress({ label, url }: { label: string; url: string }) {
  return (
    <>
      <CopyField label={label} value={url} />
      {isThisMachine(new URL(url).hostname) && <p className={form.caution}>{t('share.thisMachineOnly')}</p>}
    </>
  )
}

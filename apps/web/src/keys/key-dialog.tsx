import { MAX_NAME_LENGTH } from '@coeval/api/limits'
import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api, type ChronologyInfo, type KeyScope, type NewKey } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Failure } from '../ui/failure.tsx'
import { useForm } from '../ui/use-form.ts'
import forms from '../ui/form.module.css'

const SCOPES: KeyScope[] = ['read', 'write']
const EXPIRIES_DAYS = [30, 90, 365] as const
const NEVER = ''
const ALL = ''

/** Makes a key, then shows it this once. */
export default function KeyDialog({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const [made, setMade] = useState<NewKey | null>(null)
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={made ? t('keys.madeTitle', { name: made.name }) : t('keys.make')}
      closeOnClickOutside={made === null}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {made ? (
        <Made made={made} onClose={onClose} />
      ) : (
        <KeyForm
          onClose={onClose}
          onMade={(key) => {
            setMade(key)
            onMade()
          }}
        />
      )}
    </Modal>
  )
}

function KeyForm({ onClose, onMade }: { onClose: () => void; onMade: (key: NewKey) => void }) {
  const [name, setName] = useState('')
  const [scope, setScope] = useState<KeyScope>('read')
  const [expiry, setExpiry] = useState<string>(String(EXPIRIES_DAYS[2]))
  const [chronology, setChronology] = useState(ALL)
  const [chronologies, setChronologies] = useState<ChronologyInfo[]>([])
  useEffect(() => {
    // Without the list a key is for all of them, which the form says.
    api.chronologies().then(setChronologies, () => undefined)
  }, [])
  const { formProps, problems, failure, isBusy } = useForm<'name'>({
    check: () => ({ name: name.trim() === '' ? t('keys.nameMissing') : undefined }),
    submit: async () =>
      onMade(
        await api.createKey({
          name: name.trim(),
          scope,
          expiresInDays: expiry === NEVER ? null : Number(expiry),
          ...(chronology !== ALL && { chronology }),
        }),
      ),
    fieldOf: ({ code }) => (code.includes('name') ? 'name' : null),
  })
  return (
    <form {...formProps} className={forms.form}>
      {failure !== null && <Failure error={failure} />}
      <TextInput
        data-autofocus
        label={t('keys.name')}
        description={t('keys.nameHint')}
        maxLength={MAX_NAME_LENGTH}
        autoComplete="off"
        value={name}
        error={problems.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('keys.may')}
        value={scope}
        data={SCOPES.map((value) => ({ value, label: t(`keys.scope.${value}`) }))}
        onChange={(event) => setScope(event.currentTarget.value === 'write' ? 'write' : 'read')}
      />
      <NativeSelect
        label={t('keys.where')}
        value={chronology}
        data={[
          { value: ALL, label: t('keys.allChronologies') },
          ...chronologies
            .filter(({ trashedAt }) => trashedAt === null)
            .map(({ id, title }) => ({ value: id, label: title || t('home.untitled') })),
        ]}
        onChange={(event) => setChronology(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('keys.until')}
        value={expiry}
        data={[
          ...EXPIRIES_DAYS.map((days) => ({ value: String(days), label: t('keys.days', { count: days }) })),
          { value: NEVER, label: t('keys.never') },
        ]}
        onChange={(event) => setExpiry(event.currentTarget.value)}
      />
      <div className={forms.actions}>
        <Button type="submit" loading={isBusy}>
          {t('keys.submit')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  )
}

function Made({ made, onClose }: { made: NewKey; onClose: () => void }) {
  return (
    <div className={forms.form}>
      <p className={forms.text}>{t('keys.once')}</p>
      <CopyField label={t('keys.key')} value={made.key} />
      <CopyField label={t('keys.example')} value={`Authorization: Bearer ${made.key}`} />
      <div className={forms.actions}>
        <Button onClick={onClose}>{t('keys.done')}</Button>
      </div>
    </div>
  )
}

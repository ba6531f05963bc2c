import { MAX_LINK_LABEL_LENGTH, MAX_LINK_USES } from '@coeval/api/limits'
import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { t } from '../i18n/late.ts'
import { type Expiry, EXPIRIES, type LinkTerms, localDay, type Wrong } from './link-terms.ts'
import { LINK_ROLES, RoleSelect } from './role-select.tsx'
import form from './share-form.module.css'

interface LinkFieldsProps {
  terms: LinkTerms
  wrong: Wrong | null
  onChange: (terms: LinkTerms) => void
}

/** Role, label, end and limit of a link: when it is made, and later. */
export function LinkFields({ terms, wrong, onChange }: LinkFieldsProps) {
  const [today] = useState(() => localDay(new Date()))
  const set = (change: Partial<LinkTerms>) => onChange({ ...terms, ...change })
  return (
    <>
      <div className={form.fields}>
        <RoleSelect
          label={t('share.linkRole')}
          roles={LINK_ROLES}
          value={terms.role}
          onChange={(role) => set({ role })}
        />
        <TextInput
          className={form.wide}
          label={t('share.label')}
          placeholder={t('share.labelExample')}
          value={terms.label}
          maxLength={MAX_LINK_LABEL_LENGTH}
          onChange={(event) => set({ label: event.currentTarget.value })}
        />
      </div>
      <div className={form.fields}>
        <NativeSelect
          label={t('share.expiry')}
          value={terms.expiry}
          onChange={(event) => set({ expiry: event.currentTarget.value as Expiry })}
          data={EXPIRIES.map((value) => ({ value, label: t(`share.expiries.${value}`) }))}
        />
        {terms.expiry === 'date' && (
          <TextInput
            label={t('share.lastDay')}
            type="date"
            value={terms.date}
            min={today}
            error={wrong === 'no date' || wrong === 'past date' ? t('share.wrongDate') : null}
            onChange={(event) => set({ date: event.currentTarget.value })}
          />
        )}
        <TextInput
          label={t('share.limit')}
          placeholder={t('share.noLimit')}
          inputMode="numeric"
          value={terms.maxUses}
          error={wrong === 'no number' ? t('share.wrongNumber', { most: MAX_LINK_USES.toLocaleString('en') }) : null}
          onChange={(event) => set({ maxUses: event.currentTarget.value })}
        />
      </div>
    </>
  )
}

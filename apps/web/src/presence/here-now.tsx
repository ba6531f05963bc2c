import { t } from '../i18n/late.ts'
import { Avatar } from '../person/avatar.tsx'
import { Refusal } from '../ui/refusal.tsx'
import { DialogPart } from '../ui/dialog-part.tsx'
import classes from './here-now.module.css'
import { useHere } from './use-here.ts'
import { shown } from '../words/shown.ts'

/** Who is connected now and how many only read; refreshed while it is shown. */
export function HereNow({ id }: { id: string }) {
  const { here, refusal } = useHere(id)
  return (
    <DialogPart heading={t('share.hereNow')}>
      <Refusal text={refusal} />
      {here && (
        <>
          {here.people.length > 0 && (
            <ul className={classes.faces} aria-label={t('share.hereNow')}>
              {here.people.map((person) => (
                <li key={person.id}>
                  <Avatar user={person} size="sm" />
                  <span>{shown(person.name)}</span>
                  <span className="quiet">
                    {t(`role.name.${person.role}`)}
                    {person.link !== null &&
                      ` · ${t('share.byLink', { label: shown(person.link) || t('share.unnamed') })}`}
                    {person.connections > 1 && ` · ${t('share.tabs', { count: person.connections })}`}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <p className={classes.readers}>
            {here.readers === 0 ? t('share.noReaders') : t('share.readers', { count: here.readers })}
          </p>
        </>
      )}
    </DialogPart>
  )
}

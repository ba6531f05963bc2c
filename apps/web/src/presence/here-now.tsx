import { useEffect, useId, useState } from 'react'
import { api, type Here } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { Avatar } from '../person/avatar.tsx'
import { errorInWords } from '../ui/failure.tsx'
import classes from '../sharing/share.module.css'
import { shown } from '../words/shown.ts'

const REFRESH_MS = 4_000

/** Who is connected now and how many only read, asked again while it is looked at. */
export function HereNow({ id }: { id: string }) {
  const { here, refusal } = useHere(id)
  const headingId = useId()
  return (
    <section className={classes.part} aria-labelledby={headingId}>
      <h3 id={headingId} className={classes.heading}>
        {t('share.hereNow')}
      </h3>
      {refusal && <p className={classes.refusal}>{refusal}</p>}
      {here && (
        <>
          {here.people.length > 0 && (
            <ul className={classes.faces} aria-labelledby={headingId}>
              {here.people.map((person) => (
                <li key={person.id}>
                  <Avatar user={person} size="sm" />
                  <span>{shown(person.name)}</span>
                  <span className="quiet">
                    {t(`share.role.${person.role}`)}
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
    </section>
  )
}

export function useHere(id: string): { here: Here | null; refusal: string | null } {
  const [here, setHere] = useState<Here | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    let isGone = false
    const ask = async () => {
      try {
        // Nobody looks at a tab in the background.
        if (document.visibilityState === 'visible') setHere(await api.here(id))
        setRefusal(null)
      } catch (error) {
        setRefusal(errorInWords(error))
      }
      if (!isGone) timer = setTimeout(() => void ask(), REFRESH_MS)
    }
    void ask()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [id])
  return { here, refusal }
}

import { MAX_SHOWN_MEMBERS } from '@coeval/chronology'
import { type ReactNode, useState } from 'react'
import { t } from '../i18n/late.ts'
import { LinkButton } from './link-button.tsx'
import { Note } from './note.tsx'

export interface Few<T> {
  few: readonly T[]
  /** How many are left out, with a way to see more of them; null where none is. */
  more: ReactNode
}

/** The first of a list that anybody's update can make a hundred thousand long. */
export function useFew<T>(all: readonly T[]): Few<T> {
  const { most, more } = useMost()
  const left = all.length - most
  return { few: left > 0 ? all.slice(0, most) : all, more: more(left) }
}

/** How many to show, and for as many as are left out the way to show more. */
export function useMost(): { most: number; more: (left: number) => ReactNode } {
  const [most, setMost] = useState(MAX_SHOWN_MEMBERS)
  const more = (left: number) =>
    left > 0 ? (
      <Note>
        {t('panel.andMore', { count: left })}{' '}
        <LinkButton onClick={() => setMost(most + MAX_SHOWN_MEMBERS)}>{t('panel.showMore')}</LinkButton>
      </Note>
    ) : null
  return { most, more }
}

import { MAX_SHOWN_MEMBERS } from '@coeval/chronology'
import { type ReactNode, useState } from 'react'
import { t } from '../i18n/late.ts'
import { firstReadings, type ReadingGroup } from '../claims/group-claims.ts'
import classes from '../fields/fields.module.css'

interface Few<T> {
  few: readonly T[]
  /** How many are left out, with a way to see more of them; null where none is. */
  more: ReactNode
}

/** The first of a list that anybody's update can make a hundred thousand long. */
export function useFew<T>(all: readonly T[]): Few<T> {
  const [most, setMost] = useState(MAX_SHOWN_MEMBERS)
  const left = all.length - most
  return {
    few: left > 0 ? all.slice(0, most) : all,
    more: left > 0 ? <More count={left} onMore={() => setMost(most + MAX_SHOWN_MEMBERS)} /> : null,
  }
}

/** The first of the readings, with the disputes and facts that they belong to. */
export function useFewReadings(groups: readonly ReadingGroup[]): Few<ReadingGroup> {
  const [most, setMost] = useState(MAX_SHOWN_MEMBERS)
  const { few, left } = firstReadings(groups, most)
  return { few, more: left > 0 ? <More count={left} onMore={() => setMost(most + MAX_SHOWN_MEMBERS)} /> : null }
}

function More({ count, onMore }: { count: number; onMore: () => void }) {
  return (
    <p className={classes.hint}>
      {t('panel.andMore', { count })}{' '}
      <button type="button" className={classes.linkButton} onClick={onMore}>
        {t('panel.showMore')}
      </button>
    </p>
  )
}

import { t } from '../../i18n/late.ts'
import { useAsOf } from '../../session/use-as-of.ts'
import { useWorkspace } from '../../view/workspace-context.tsx'
import { dateInWords } from '../../words/dates-in-words.ts'
import fields from '../../fields/fields.module.css'
import { useFew } from '../../ui/use-few.tsx'
import type { Related } from '../use-related.ts'

/** What the event follows, belongs to, ended …: each other event is a way to go on reading. */
export function RelationsReading({ related }: { related: readonly Related[] }) {
  const { select } = useWorkspace()
  const asOf = useAsOf()
  const { few, more } = useFew(related)
  return (
    <>
      <ul className={fields.references}>
        {few.map(({ relation, other, words }) => (
          <li key={relation.id}>
            <span>
              <span className="quiet">{words}</span>{' '}
              <button type="button" className={fields.linkButton} onClick={() => select(other.id)}>
                {other.title || t('panel.untitled')}
              </button>{' '}
              <span className="quiet">{dateInWords(other.date, asOf)}</span>
            </span>
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}

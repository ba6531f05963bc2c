import type { ChronologyEvent, Claim } from '@coeval/chronology'
import { addEntry, newId, removeEntry, updateEntry } from '@coeval/chronology/ydoc'
import { IconArrowRight, IconPencil, IconPlus, IconStar, IconStarFilled, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { t } from '../i18n/late.ts'
import { useEntries, useEntry, useWholeEntry, useWritingSession } from '../session/session-context.tsx'
import { useAsOf } from '../session/use-as-of.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Note } from '../ui/note.tsx'
import { RowTools } from '../ui/row-tools.tsx'
import { TextButton } from '../ui/text-button.tsx'
import { useWorkspace } from '../view/workspace-context.tsx'
import { draftKey, keptDraft } from './claim-drafts.ts'
import { ClaimActions } from './claim-actions.tsx'
import { ClaimForm } from './claim-form.tsx'
import { ClaimGroups } from './claim-groups.tsx'
import { ClaimText } from './claim-text.tsx'
import { isFollowed, preferring, type ReadingGroup, readingAsFields, replacesSomething } from './group-claims.ts'
import { claimInWords } from './fact-name.tsx'
import classes from './claims.module.css'
import { UseReadingDialog } from './use-reading-dialog.tsx'

/** The claims, to be used, preferred, changed and added to. */
export function Readings({ event, groups }: { event: ChronologyEvent; groups: readonly ReadingGroup[] }) {
  const { doc, history, store } = useWritingSession()
  const claims = useEntries('claims')
  const { announce } = useWorkspace()
  const asOf = useAsOf()
  const shownEvent = useEntry('events', event.id) ?? event
  const [editing, setEditing] = useState<string | null>(null)
  const edited = useWholeEntry('claims', editing ?? undefined)
  const [asking, setAsking] = useState<string | null>(null)
  const asked = claims.get(asking ?? '')
  const addButton = useRef<HTMLButtonElement>(null)
  const done = () => {
    setEditing(null)
    queueMicrotask(() => addButton.current?.focus())
  }

  const prefer = (claim: Claim, preferred: boolean) =>
    history.step(() => {
      for (const change of preferring(claims.values(), claim, preferred)) {
        updateEntry(doc, 'claims', change.id, { preferred: change.preferred })
      }
    })
  const use = (claim: Claim) => {
    // As it is written, not as it is shown.
    const change = readingAsFields(store.whole().claims.get(claim.id) ?? claim, event)
    if (!change) return
    history.step(() => {
      // The claim says what the place is called; city and country of another claim would contradict it.
      updateEntry(doc, 'events', event.id, change)
      for (const each of preferring(claims.values(), claim, true)) {
        updateEntry(doc, 'claims', each.id, { preferred: each.preferred })
      }
    })
    announce(t('panel.used', { value: claimInWords(claim, asOf) }))
  }
  const askOrUse = (claim: Claim) => {
    if (replacesSomething(claim, event)) setAsking(claim.id)
    else use(claim)
  }
  const remove = (claim: Claim) => {
    history.step(() => removeEntry(doc, 'claims', claim.id))
    announce(t('panel.readingRemoved'))
    done()
  }

  return (
    <div data-field="claims">
      {groups.length === 0 && editing === null && <Note>{t('panel.noReadings')}</Note>}
      <ClaimGroups eventId={event.id} groups={groups}>
        {(claim) =>
          editing === claim.id ? (
            <ClaimForm
              event={event}
              claim={edited ?? claim}
              onSave={(next) => {
                history.step(() => updateEntry(doc, 'claims', claim.id, next))
                done()
              }}
              onClose={done}
            />
          ) : (
            <Reading
              claim={claim}
              begun={keptDraft(doc, draftKey(event.id, claim.id)) !== undefined}
              followed={isFollowed(claim, shownEvent)}
              onUse={readingAsFields(claim, event) ? () => askOrUse(claim) : undefined}
              onPrefer={() => prefer(claim, !claim.preferred)}
              onEdit={() => setEditing(claim.id)}
              onRemove={() => remove(claim)}
            />
          )
        }
      </ClaimGroups>
      {asked && (
        <UseReadingDialog
          event={shownEvent}
          claim={asked}
          onClose={() => setAsking(null)}
          onConfirm={() => use(asked)}
        />
      )}
      {editing === 'new' ? (
        <ClaimForm
          event={event}
          onSave={(next) => {
            history.step(() => addEntry(doc, 'claims', { ...next, id: newId() } as Claim))
            done()
          }}
          onClose={done}
        />
      ) : (
        <TextButton
          ref={addButton}
          className={classes.add}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setEditing('new')}
        >
          {t(keptDraft(doc, draftKey(event.id)) ? 'panel.goOnReading' : 'panel.addReading')}
        </TextButton>
      )}
    </div>
  )
}

interface ReadingProps {
  claim: Claim
  /** Whether one began to change it, and has not saved that. */
  begun: boolean
  followed: boolean
  onUse?: () => void
  onPrefer: () => void
  onEdit: () => void
  onRemove: () => void
}

function Reading({ claim, begun, followed, onUse, onPrefer, onEdit, onRemove }: ReadingProps) {
  const words = claimInWords(claim, useAsOf())
  return (
    <>
      <ClaimText claim={claim} />
      {begun && <Note>{t('panel.begunReading')}</Note>}
      <ClaimActions isFollowed={followed}>
        {!followed && onUse && (
          <TextButton
            tone="action"
            leftSection={<IconArrowRight size={14} aria-hidden />}
            aria-label={`${t('panel.use')}: ${words}`}
            onClick={onUse}
          >
            {t('panel.use')}
          </TextButton>
        )}
        <RowTools>
          <IconButton
            aria-pressed={claim.preferred ?? false}
            label={`${t('panel.prefer')}: ${words}`}
            title={t(claim.preferred ? 'panel.unprefer' : 'panel.prefer')}
            onClick={onPrefer}
          >
            {claim.preferred ? <IconStarFilled size={15} aria-hidden /> : <IconStar size={15} aria-hidden />}
          </IconButton>
          <IconButton label={t('panel.edit', { name: words })} onClick={onEdit}>
            <IconPencil size={15} aria-hidden />
          </IconButton>
          <IconButton label={t('panel.remove', { name: words })} onClick={onRemove}>
            <IconX size={15} aria-hidden />
          </IconButton>
        </RowTools>
      </ClaimActions>
    </>
  )
}

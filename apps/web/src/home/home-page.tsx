import { patientLazy } from '../patient-lazy.tsx'
import { ActionIcon, Alert, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Suspense, useCallback, useEffect, useState } from 'react'
import { api, type ChronologyInfo } from '../api.ts'
import { currentLanguage, t } from '../i18n/index.ts'
import { chronologyPath, followLink, navigate } from '../router.ts'
import classes from './home-page.module.css'

const ImportDialog = patientLazy(() => import('../transfer/import-dialog.tsx'))
const TitleDialog = patientLazy(() => import('./title-dialog.tsx'))

type Dialog = { kind: 'create' } | { kind: 'rename'; chronology: ChronologyInfo } | { kind: 'import' } | null

/** The list of chronologies: open, create, import, rename, trash and back. */
export function HomePage() {
  const [chronologies, setChronologies] = useState<ChronologyInfo[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const [dialog, setDialog] = useState<Dialog>(null)

  const load = useCallback(
    () =>
      api.chronologies().then(
        (found) => {
          setChronologies(found)
          setFailure(null)
        },
        (error: Error) => setFailure(t('home.loadFailed', { reason: error.message })),
      ),
    [],
  )
  useEffect(() => {
    document.title = t('app.name')
    void load()
  }, [load])

  const attempt = async (work: Promise<unknown>, done: string) => {
    try {
      await work
      setSaid(done)
      setFailure(null)
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    }
    await load()
  }
  const setTrashed = (chronology: ChronologyInfo, trashed: boolean) =>
    attempt(
      api.trash(chronology.id, trashed),
      t(trashed ? 'home.movedToTrash' : 'home.putBack', { title: titleOf(chronology) }),
    )
  const live = chronologies?.filter((chronology) => !chronology.trashedAt) ?? []
  const trashed = chronologies?.filter((chronology) => chronology.trashedAt) ?? []

  return (
    <main className={classes.page}>
      <header className={classes.header}>
        <div>
          <h1>{t('app.name')}</h1>
          <p className="quiet">{t('app.tagline')}</p>
        </div>
        <div className={classes.actions}>
          <Button variant="default" onClick={() => setDialog({ kind: 'import' })}>
            {t('home.import')}
          </Button>
          <Button onClick={() => setDialog({ kind: 'create' })}>{t('home.create')}</Button>
        </div>
      </header>
      {failure && (
        <Alert color="red" role="alert" mb="md">
          {failure}{' '}
          <Button size="compact-sm" variant="default" onClick={() => void load()}>
            {t('app.retry')}
          </Button>
        </Alert>
      )}
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {chronologies === null && !failure && <p role="status">{t('app.loading')}</p>}
      {chronologies?.length === 0 && <p className="quiet">{t('home.empty')}</p>}
      <ul className={classes.list} aria-label={t('home.title')}>
        {live.map((chronology) => (
          <li key={chronology.id} className={classes.row}>
            <a className={classes.link} href={chronologyPath(chronology.id)} onClick={followLink}>
              <span className={classes.title}>{titleOf(chronology)}</span>
              <span className="quiet tabular">
                {t('home.events', { count: chronology.events })} ·{' '}
                {t('home.updated', { when: ago(chronology.updatedAt) })}
              </span>
            </a>
            <Menu position="bottom-end" shadow="md" withInitialFocusPlaceholder={false}>
              <Menu.Target>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={t('home.actions', { title: titleOf(chronology) })}
                >
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item data-autofocus onClick={() => setDialog({ kind: 'rename', chronology })}>
                  {t('home.rename')}
                </Menu.Item>
                <Menu.Item component="a" href={api.exportAddress(chronology.id)}>
                  {t('transfer.export')} · {t('transfer.exportJson')}
                </Menu.Item>
                <Menu.Item onClick={() => void setTrashed(chronology, true)}>{t('home.trash')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ul>
      {trashed.length > 0 && (
        <section aria-labelledby="trash">
          <h2 id="trash" className={classes.heading}>
            {t('home.trashTitle')}
          </h2>
          <ul className={classes.list}>
            {trashed.map((chronology) => (
              <li key={chronology.id} className={classes.row}>
                <span className={classes.link}>
                  <span className={classes.title}>{titleOf(chronology)}</span>
                  <span className="quiet">{t('home.trashed', { when: ago(chronology.trashedAt ?? '') })}</span>
                </span>
                <Button size="xs" variant="default" onClick={() => void setTrashed(chronology, false)}>
                  {t('home.restore')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Suspense fallback={null}>
        {dialog?.kind === 'create' && (
          <TitleDialog
            heading={t('home.create')}
            submit={t('home.createSubmit')}
            onClose={() => setDialog(null)}
            onTitle={async (title) => navigate(chronologyPath((await api.create(title)).id))}
          />
        )}
        {dialog?.kind === 'rename' && (
          <TitleDialog
            heading={t('home.rename')}
            submit={t('home.renameSubmit')}
            title={dialog.chronology.title}
            onClose={() => setDialog(null)}
            onTitle={async (title) => {
              await api.rename(dialog.chronology.id, title)
              setDialog(null)
              await load()
            }}
          />
        )}
        {dialog?.kind === 'import' && (
          <ImportDialog onClose={() => setDialog(null)} onCreated={(id) => navigate(chronologyPath(id))} />
        )}
      </Suspense>
    </main>
  )
}

function titleOf(chronology: ChronologyInfo): string {
  return chronology.title || t('home.untitled')
}

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

function ago(instant: string): string {
  const elapsedMs = Date.parse(instant) - Date.now()
  const words = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' })
  for (const [unit, lengthMs] of STEPS) {
    if (Math.abs(elapsedMs) >= lengthMs) return words.format(Math.round(elapsedMs / lengthMs), unit)
  }
  return words.format(0, 'minute')
}

export default HomePage

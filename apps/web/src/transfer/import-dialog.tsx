import type { Problem } from '@coeval/chronology'
import { Alert, Button, FileButton, Modal, Progress } from '@mantine/core'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { ApiError } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import classes from '../ui/dialogs.module.css'
import { shown } from '../words/shown.ts'
import { type FileSummary, readAside } from './read-aside.ts'
import { sendFile } from './send-file.ts'

type Step =
  | { phase: 'choosing' }
  | { phase: 'reading'; name: string }
  | ({ phase: 'read' } & Chosen & FileSummary)
  /** `part`: how much of the file has been sent, from 0 to 1. */
  | { phase: 'creating'; part: number }
  /** `again` where trying once more may help. */
  | { phase: 'failed'; reason: string; problems: Problem[]; again: (() => void) | null }

interface Chosen {
  file: File
  /** Undefined: UTF-8. */
  encoding: string | undefined
}

/** A file as a new chronology: read and checked here, problems listed by place, and written only when one says so. */
export default function ImportDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (id: string) => void }) {
  const [step, setStep] = useState<Step>({ phase: 'choosing' })

  const abort = useRef<AbortController | null>(null)
  useEffect(() => () => abort.current?.abort(), [])

  /** Does one thing at a time; giving it up leads back to the beginning. */
  const attempt = async (work: (signal: AbortSignal) => Promise<void>, again: (() => void) | null) => {
    abort.current?.abort()
    const mine = new AbortController()
    abort.current = mine
    try {
      await work(mine.signal)
    } catch (error) {
      if (mine.signal.aborted) return
      const reason = error instanceof Error ? error.message : String(error)
      const problems = error instanceof ApiError ? error.problems : []
      // What is wrong with the file is wrong the next time.
      const mayHelp = error instanceof ApiError && (error.status === 0 || error.status >= 429)
      setStep({ phase: 'failed', reason, problems, again: mayHelp ? again : null })
    }
  }
  const cancel = () => {
    abort.current?.abort()
    setStep({ phase: 'choosing' })
  }
  const read = (file: File | null, encoding?: string) => {
    if (!file) return
    setStep({ phase: 'reading', name: file.name })
    void attempt(async (signal) => {
      const summary = await readAside(file, encoding, signal)
      setStep({ phase: 'read', file, encoding, ...summary })
    }, null)
  }
  const create = ({ file, encoding }: Chosen) => {
    setStep({ phase: 'creating', part: 0 })
    void attempt(
      async (signal) => {
        const onProgress = (part: number) => !signal.aborted && setStep({ phase: 'creating', part })
        const created = await sendFile(file, { encoding, signal, onProgress })
        onClose()
        onCreated(created.id)
      },
      () => create({ file, encoding }),
    )
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    read(event.dataTransfer.files[0] ?? null)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('transfer.importTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {(step.phase === 'choosing' || step.phase === 'failed') && (
        <div className={classes.drop} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
          <p className="quiet">{t('transfer.drop')}</p>
          <FileButton onChange={(file) => read(file)}>
            {(props) => (
              <Button {...props} data-autofocus>
                {t('transfer.choose')}
              </Button>
            )}
          </FileButton>
        </div>
      )}
      {step.phase === 'reading' && (
        <>
          <p role="status">{t('transfer.reading', { name: step.name })}</p>
          <Cancel onCancel={cancel} />
        </>
      )}
      {step.phase === 'creating' && (
        <>
          <p role="status">{t(step.part < 1 ? 'transfer.sending' : 'transfer.creating')}</p>
          <Progress value={100 * step.part} animated={step.part === 1} aria-label={t('transfer.progress')} />
          <Cancel onCancel={cancel} />
        </>
      )}
      {step.phase === 'failed' && (
        <Alert color="red" mt="md" role="alert">
          {t('transfer.failed', { reason: step.reason })}{' '}
          {step.again && (
            <Button size="compact-sm" variant="default" onClick={step.again}>
              {t('app.retry')}
            </Button>
          )}
          <Problems problems={step.problems} />
        </Alert>
      )}
      {step.phase === 'read' && (
        <>
          {step.summary && <p>{t('transfer.summary', { ...step.summary, title: shown(step.summary.title) })}</p>}
          <Findings problems={step.problems} />
          {step.offer && (
            <div className={classes.drop}>
              <p>{t('transfer.offer', { name: step.offer.name })}</p>
              <p>
                <q>{step.offer.preview}</q>
              </p>
              <Button onClick={() => read(step.file, step.offer?.label)}>
                {t('transfer.readAs', { name: step.offer.name })}
              </Button>
            </div>
          )}
          <div className={classes.actions}>
            <Button variant="default" onClick={() => setStep({ phase: 'choosing' })}>
              {t('transfer.choose')}
            </Button>
            {step.summary && <Button onClick={() => create(step)}>{t('transfer.create')}</Button>}
          </div>
        </>
      )}
    </Modal>
  )
}

function Cancel({ onCancel }: { onCancel: () => void }) {
  return (
    <div className={classes.actions}>
      <Button variant="default" data-autofocus onClick={onCancel}>
        {t('transfer.cancel')}
      </Button>
    </div>
  )
}

function Findings({ problems }: { problems: Problem[] }) {
  const errors = problems.filter((problem) => problem.severity === 'error')
  const warnings = problems.filter((problem) => problem.severity === 'warning')
  if (problems.length === 0) return <p className="quiet">{t('transfer.clean')}</p>
  return (
    <>
      {errors.length > 0 && (
        <section>
          <h3 className={classes.heading}>{t('transfer.errors', { count: errors.length })}</h3>
          <Problems problems={errors} />
        </section>
      )}
      {warnings.length > 0 && (
        <section>
          <h3 className={classes.heading}>{t('transfer.warnings', { count: warnings.length })}</h3>
          <Problems problems={warnings} />
        </section>
      )}
      <p className="quiet">{t('transfer.nothingWritten')}</p>
    </>
  )
}

function Problems({ problems }: { problems: Problem[] }) {
  if (problems.length === 0) return null
  return (
    // A region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={classes.scroll} tabIndex={0} aria-label={t('transfer.problem')}>
      <table className={classes.problems}>
        <thead>
          <tr>
            <th scope="col">{t('transfer.place')}</th>
            <th scope="col">{t('transfer.problem')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <tr key={`${problem.path} ${problem.message}`}>
              <td>{problem.where || problem.path || t('transfer.wholeFile')}</td>
              <td>{problem.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

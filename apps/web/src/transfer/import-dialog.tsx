import type { Chronology, Problem } from '@coeval/chronology'
import { Alert, Button, FileButton, Modal } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { ApiError, api } from '../api.ts'
import { t } from '../i18n/index.ts'
import classes from '../workspace/dialogs.module.css'
import { shown } from '../shown.ts'

type Step =
  | { phase: 'choosing' }
  | { phase: 'reading'; name: string }
  | { phase: 'read'; name: string; text: string; chronology: Chronology | null; problems: Problem[] }
  | { phase: 'creating' }
  | { phase: 'failed'; reason: string; problems: Problem[] }

/** A file as a new chronology: read and checked here, problems listed by place, and written only when one says so. */
export function ImportDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (id: string) => void }) {
  const [step, setStep] = useState<Step>({ phase: 'choosing' })

  const read = async (file: File | null) => {
    if (!file) return
    setStep({ phase: 'reading', name: file.name })
    const [{ readJson }, text] = await Promise.all([import('@coeval/formats'), file.text()])
    setStep({ phase: 'read', name: file.name, text, ...readJson(text) })
  }
  const create = async (text: string) => {
    setStep({ phase: 'creating' })
    try {
      const created = await api.importFile(text)
      onClose()
      onCreated(created.id)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      setStep({ phase: 'failed', reason, problems: error instanceof ApiError ? error.problems : [] })
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    void read(event.dataTransfer.files[0] ?? null)
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
          <FileButton accept="application/json,.json" onChange={(file) => void read(file)}>
            {(props) => (
              <Button {...props} data-autofocus>
                {t('transfer.choose')}
              </Button>
            )}
          </FileButton>
        </div>
      )}
      {step.phase === 'reading' && <p role="status">{t('transfer.reading', { name: step.name })}</p>}
      {step.phase === 'creating' && <p role="status">{t('transfer.creating')}</p>}
      {step.phase === 'failed' && (
        <Alert color="red" mt="md" role="alert">
          {t('transfer.failed', { reason: step.reason })}
          <Problems problems={step.problems} />
        </Alert>
      )}
      {step.phase === 'read' && (
        <>
          {step.chronology && (
            <p>
              {t('transfer.summary', {
                title: shown(step.chronology.meta.title),
                events: step.chronology.events.length,
                sources: step.chronology.sources.length,
              })}
            </p>
          )}
          <Findings problems={step.problems} />
          <div className={classes.actions}>
            <Button variant="default" onClick={() => setStep({ phase: 'choosing' })}>
              {t('transfer.choose')}
            </Button>
            {step.chronology && <Button onClick={() => void create(step.text)}>{t('transfer.create')}</Button>}
          </div>
        </>
      )}
    </Modal>
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

export default ImportDialog

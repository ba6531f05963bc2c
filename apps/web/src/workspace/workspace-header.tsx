import { patientLazy } from '../ui/patient-lazy.tsx'
import { IconArrowLeft } from '@tabler/icons-react'
import { Suspense } from 'react'
import { PartBoundary } from '../boundary/part-boundary.tsx'
import { t } from '../i18n/index.ts'
import { followLink } from '../navigation/router.ts'
import { useMayWrite, useMeta } from '../session/session-context.tsx'
import { SharedTextInput } from '../fields/shared-text/shared-text-input.tsx'
import { firstViewDrawn } from './first-view.tsx'
import { SaveIndicator } from './save-indicator.tsx'
import classes from './workspace-header.module.css'

const HeaderTools = patientLazy(() => firstViewDrawn().then(() => import('./header-tools.tsx')))

/** Title and subtitle (edited in place by people who may), save state, people, menu. */
export function WorkspaceHeader() {
  const mayWrite = useMayWrite()
  return (
    <header className={classes.header}>
      <a className={classes.home} href="/" onClick={followLink} aria-label={t('app.back')}>
        <IconArrowLeft size={20} aria-hidden />
      </a>
      <div className={classes.titles}>
        <PartBoundary part="title" isInline>
          {mayWrite ? <TitleFields /> : <Titles />}
        </PartBoundary>
      </div>
      <PartBoundary part="saving" isInline>
        <SaveIndicator />
      </PartBoundary>
      <div className={classes.tools} data-hints="end">
        <Suspense fallback={null}>
          <HeaderTools />
        </Suspense>
      </div>
    </header>
  )
}

function TitleFields() {
  return (
    <>
      <h1 className="visually-hidden">{t('app.name')}</h1>
      <SharedTextInput of="meta" field="title" label={t('workspace.chronologyTitle')} className={classes.title} />
      <SharedTextInput
        of="meta"
        field="subtitle"
        label={t('workspace.subtitle')}
        placeholder={t('workspace.subtitle')}
        className={classes.subtitle}
      />
    </>
  )
}

function Titles() {
  const { title, subtitle } = useMeta()
  return (
    <>
      <h1 className={`${classes.title} ${classes.read}`}>{title || t('home.untitled')}</h1>
      {subtitle && <p className={`${classes.subtitle} ${classes.read}`}>{subtitle}</p>}
    </>
  )
}

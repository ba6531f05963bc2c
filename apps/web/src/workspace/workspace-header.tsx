import { patientLazy } from '../patient-lazy.tsx'
import { IconArrowLeft } from '@tabler/icons-react'
import { Suspense } from 'react'
import { t } from '../i18n/index.ts'
import { followLink } from '../router.ts'
import { SharedTextInput } from '../shared-text/shared-text-input.tsx'
import { firstViewDrawn } from './first-view.tsx'
import { SaveIndicator } from './save-indicator.tsx'
import classes from './workspace.module.css'

const HeaderTools = patientLazy(() => firstViewDrawn().then(() => import('./header-tools.tsx')))

/** Title and subtitle (edited in place), save state, people, menu. */
export function WorkspaceHeader() {
  return (
    <header className={classes.header}>
      <a className={classes.home} href="/" onClick={followLink} aria-label={t('app.back')}>
        <IconArrowLeft size={20} aria-hidden />
      </a>
      <div className={classes.titles}>
        <h1 className="visually-hidden">{t('app.name')}</h1>
        <SharedTextInput of="meta" field="title" label={t('workspace.chronologyTitle')} className={classes.title} />
        <SharedTextInput
          of="meta"
          field="subtitle"
          label={t('workspace.subtitle')}
          placeholder={t('workspace.subtitle')}
          className={classes.subtitle}
        />
      </div>
      <SaveIndicator />
      <div className={classes.tools} data-hints="end">
        <Suspense fallback={null}>
          <HeaderTools />
        </Suspense>
      </div>
    </header>
  )
}

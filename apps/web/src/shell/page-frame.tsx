import { type ReactNode, useEffect, useRef } from 'react'
import { t } from '../i18n/index.ts'
import { PersonMenu } from './person-menu.tsx'
import { followLink } from '../navigation/router.ts'
import classes from './page-frame.module.css'

interface PageFrameProps {
  title: string
  /** 'form' is one column of fields; 'wide' has tables. */
  width?: 'form' | 'reading' | 'wide'
  children: ReactNode
}

/** A page beside the chronologies: the way back to the list, who I am, a heading. */
export function PageFrame({ title, width = 'reading', children }: PageFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`
  }, [title])
  useEffect(() => {
    // Coming from another page of ours, the focus was on what is gone. A first field that took it keeps it.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={classes.page} data-width={width}>
      <header className={classes.header}>
        <a className={classes.home} href="/" onClick={followLink}>
          {t('app.name')}
          <span className="visually-hidden">: {t('app.back')}</span>
        </a>
        <PersonMenu />
      </header>
      <main>
        <h1 ref={heading} tabIndex={-1} className={classes.title}>
          {title}
        </h1>
        {children}
      </main>
    </div>
  )
}

/** A part of such a page, with its own heading. `actions` stand beside it. */
export function PageSection({
  title,
  intro,
  actions,
  children,
}: {
  title: string
  intro?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2>{title}</h2>
        {actions}
      </div>
      {intro !== undefined && <p className={classes.intro}>{intro}</p>}
      {children}
    </section>
  )
}

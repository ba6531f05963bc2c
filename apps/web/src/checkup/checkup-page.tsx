import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { t } from '../i18n/late.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import { WithCode } from '../ui/with-code.tsx'
import type { Observation } from './local-findings.ts'
import { runCheckup } from './run-checkup.ts'
import forms from '../ui/form.module.css'
import classes from './checkup.module.css'

const SIGNS = { ok: IconCircleCheck, warning: IconAlertTriangle, problem: IconCircleX } as const

/** `/checkup`: what is wrong with this installation, for whoever set it up and for whoever cannot get in. */
export default function CheckupPage() {
  const [found, setFound] = useState<Observation[] | null>(null)
  const [said, setSaid] = useState('')
  const [round, setRound] = useState(1)
  useEffect(() => {
    let isWanted = true
    void runCheckup().then((observations) => isWanted && setFound(observations))
    return () => {
      isWanted = false
    }
  }, [round])
  const again = () => {
    setFound(null)
    setSaid('')
    setRound(round + 1)
  }
  const copy = async (observations: Observation[]) => {
    try {
      await navigator.clipboard.writeText(asText(observations))
      setSaid(t('copy.copied'))
    } catch {
      setSaid(t('checkup.selectByHand'))
    }
  }
  return (
    <PageFrame title={t('checkup.title')}>
      <p className={forms.text}>{t('checkup.intro')}</p>
      <p className={classes.verdict} role="status">
        {found === null ? t('checkup.running') : verdict(found)}
      </p>
      {found !== null && (
        <>
          <ul className={classes.list}>
            {found.map((observation) => (
              <Line key={`${observation.about} ${observation.sentence}`} observation={observation} />
            ))}
          </ul>
          <div className={forms.actions}>
            <Button onClick={again}>{t('checkup.again')}</Button>
            <Button variant="default" onClick={() => void copy(found)}>
              {t('checkup.copyAsText')}
            </Button>
            <span className="quiet" role="status">
              {said}
            </span>
          </div>
        </>
      )}
    </PageFrame>
  )
}

function Line({ observation: { about, state, sentence } }: { observation: Observation }) {
  const Sign = SIGNS[state]
  return (
    <li className={classes.line} data-state={state}>
      <Sign className={classes.sign} size={20} aria-hidden />
      <div>
        <span className={classes.about}>{t(`checkup.about.${about}`)}</span>
        <span className={classes.state}>{t(`checkup.state.${state}`)}</span>
        <p className={classes.sentence}>
          <WithCode text={sentence} />
        </p>
      </div>
    </li>
  )
}

function verdict(found: Observation[]): string {
  const problems = found.filter(({ state }) => state === 'problem').length
  const warnings = found.filter(({ state }) => state === 'warning').length
  if (problems > 0) return t('checkup.problems', { count: problems })
  if (warnings > 0) return t('checkup.warnings', { count: warnings })
  return t('checkup.allWell')
}

/** For a mail to somebody who can help: no name, no token, no address but the page's. */
function asText(found: Observation[]): string {
  return [
    `${t('checkup.title')}, ${new Date().toISOString()}, ${location.origin}`,
    navigator.userAgent,
    '',
    ...found.map(
      ({ about, state, sentence }) => `[${t(`checkup.state.${state}`)}] ${t(`checkup.about.${about}`)}: ${sentence}`,
    ),
  ].join('\n')
}

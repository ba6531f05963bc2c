import { UnstyledButton } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { t } from '../i18n/late.ts'
import classes from './date-help.module.css'

/** Examples that teach the notation, in the order of how often they are needed. */
const EXAMPLES = [
  ['2004-08-28', 'day'],
  ['2004-08', 'month'],
  ['2004', 'year'],
  ['1997~', 'approximate'],
  ['2004?', 'uncertain'],
  ['199X', 'decade'],
  ['19XX', 'century'],
  ['2004-21', 'season'],
  ['2004/2009', 'interval'],
  ['2014/..', 'openEnd'],
  ['2014/', 'unknownEnd'],
  ['[2006..2014]', 'oneOf'],
  ['{1960,1961}', 'allOf'],
  ['-0043', 'bce'],
] as const

interface DateHelpProps {
  id: string
  onPick: (edtf: string) => void
  onKeyDown: (event: KeyboardEvent) => void
}

/** How a date is written, by examples to begin with. */
export function DateHelp({ id, onPick, onKeyDown }: DateHelpProps) {
  return (
    <div id={id} className={classes.help} role="group" aria-label={t('panel.dateHelp')}>
      <p>{t('panel.dateHelpIntro')}</p>
      <ul>
        {EXAMPLES.map(([example, meaning]) => (
          <li key={example}>
            <UnstyledButton className={classes.example} onClick={() => onPick(example)} onKeyDown={onKeyDown}>
              <code>{example}</code>
              <span>{t(`panel.example.${meaning}`)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  )
}

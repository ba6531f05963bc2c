import { t } from '../i18n/index.ts'

/** More than fit into a cell. */
const MAX_SHOWN = 20

/** Names of some things in a line, and how many more there are: an event may have a hundred thousand. */
export function fewInWords<T>(things: readonly T[], name: (thing: T) => string): string {
  const names = things.slice(0, MAX_SHOWN).map(name)
  const more = things.length - names.length
  return more > 0 ? `${names.join(', ')} ${t('panel.andMore', { count: more })}` : names.join(', ')
}

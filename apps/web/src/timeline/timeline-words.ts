import { currentLanguage, t } from '../i18n/index.ts'
import { yearWords } from '../words/year-words.ts'
import { axisFormat } from './axis/axis-format.ts'
import type { TimelineWords } from './controller/controller-options.ts'
import { spokenEvent, titleOf } from './draw/event-words.ts'
import { labelWidth } from './draw/label-width.ts'
import { dayOf } from './viewport/time-address.ts'

/** The timeline's words in the language of the page. `asOf`: up to when the chronology speaks, in EDTF. */
export function timelineWords(asOf: () => string | undefined): TimelineWords {
  const language = currentLanguage()
  const axis = axisFormat(language, (year) =>
    t('timeline.bce', { year: year > 9999 ? year.toLocaleString(language) : String(year) }),
  )
  const years = yearWords(language, {
    bce: (year) => t('timeline.bce', { year }),
    ce: (year) => t('timeline.ce', { year }),
    million: (number) => t('timeline.millionYears', { number }),
    billion: (number) => t('timeline.billionYears', { number }),
    eras: {
      one: { bce: t('timeline.eraBce'), ce: t('timeline.eraCe') },
      thousand: { bce: t('timeline.thousandBce'), ce: t('timeline.thousandCe') },
      million: { bce: t('timeline.millionBce'), ce: t('timeline.millionCe') },
      billion: { bce: t('timeline.billionBce'), ce: t('timeline.billionCe') },
    },
  })
  return {
    axis,
    longAxis: { ...years, format: axis, labelPx: labelWidth },
    events: t('timeline.events'),
    title: titleOf,
    spoken: (event, lane) => spokenEvent(event, lane, asOf()),
    noTrack: t('list.noTrack'),
    undated: (count) => t('timeline.undated', { count }),
    more: (count, lane, { fromMs, toMs }) => t('timeline.more', { count, lane, from: dayOf(fromMs), to: dayOf(toMs) }),
    moreLabel: t('timeline.moreLabel'),
  }
}

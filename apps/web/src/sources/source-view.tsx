import type { Source } from '@coeval/chronology'
import { IconExternalLink } from '@tabler/icons-react'
import { t } from '../i18n/late.ts'
import {
  aside,
  formatLocator,
  formatSource,
  formatSourceShort,
  type Pointer,
  sourceAddress,
  sourceText,
} from './format-source.ts'
import classes from './source-view.module.css'

interface Props {
  source: Source | undefined
  pointer?: Pointer
  /** Only author and year; the rest appears on hover. */
  short?: boolean
}

/** A source as a reader expects it in a footnote, with the place in it and a way to open it. */
export function SourceView({ source, pointer, short }: Props) {
  const parts = short ? [{ text: formatSourceShort(source), italic: false }] : formatSource(source)
  const address = source && sourceAddress(source)
  const locator = pointer ? formatLocator(pointer) : ''
  // What follows the source goes on in its last sentence.
  const last = parts.at(-1)
  const [prefix, suffix] = [aside(pointer?.prefix), aside(pointer?.suffix)]
  if (last && (locator || suffix)) last.text = last.text.replace(/\.$/, '')
  return (
    <>
      {prefix && <>{prefix} </>}
      {parts.map((part, index) =>
        // Parts have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        part.italic ? (
          <cite key={index}>{part.text}</cite>
        ) : (
          <span key={index} title={short ? sourceText(source) : undefined}>
            {part.text}
          </span>
        ),
      )}
      {locator && <>, {locator}</>}
      {suffix && <>, {suffix}</>}
      {address && (
        <>
          {' '}
          <a
            className={classes.open}
            href={address}
            target="_blank"
            rel="noopener noreferrer nofollow"
            aria-label={t('panel.openSource')}
            title={t('panel.openSource')}
          >
            <IconExternalLink size={13} aria-hidden />
          </a>
        </>
      )}
    </>
  )
}

import type { Source } from '@coeval/chronology'
import { IconExternalLink } from '@tabler/icons-react'
import { t } from '../i18n/index.ts'
import { formatLocator, formatSource, type Pointer, sourceAddress } from './format-source.ts'

/** A source as a reader expects it in a footnote, with the place in it and a way to open it. */
export function SourceView({ source, pointer }: { source: Source | undefined; pointer?: Pointer }) {
  const address = source && sourceAddress(source)
  const locator = pointer ? formatLocator(pointer) : ''
  return (
    <>
      {pointer?.prefix && <>{pointer.prefix} </>}
      {formatSource(source).map((part, index) =>
        // Parts have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        part.italic ? <cite key={index}>{part.text}</cite> : <span key={index}>{part.text}</span>,
      )}
      {locator && <>, {locator}</>}
      {pointer?.suffix && <>, {pointer.suffix}</>}
      {address && (
        <>
          {' '}
          <a
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

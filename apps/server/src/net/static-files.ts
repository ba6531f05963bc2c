/**
 * The built page. Assets carry a hash in their names and never change; every other address of the page gets its
 * index.html, which is asked for anew each time. All of it is served from memory.
 */
import { extname, posix } from 'node:path'
import type { Context } from 'hono'
import { sentence } from '../messages/sentence.ts'
import { inWords } from './in-words.ts'
import { BuiltPage, type BuiltPageOptions, type Encoding } from './built-page.ts'

const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.map', '.svg', '.txt', '.webmanifest'])
const WORTH_COMPRESSING_BYTES = 1024

export class StaticFiles {
  readonly #page: BuiltPage

  /** `folder` is where the page was built to; it may be missing. */
  constructor(folder: string, options?: BuiltPageOptions) {
    this.#page = new BuiltPage(folder, options)
  }

  async serve(c: Context): Promise<Response> {
    const path = decodePath(new URL(c.req.url).pathname)
    if (path === undefined) return c.text(inWords(c, sentence('http.not-here')), 404)
    const isPage = extname(path) === ''
    const file = await this.#page.find(isPage ? 'index.html' : path)
    if (!file) {
      return isPage
        ? c.text(inWords(c, sentence('http.not-built')), 503)
        : c.text(inWords(c, sentence('http.not-here')), 404)
    }
    const extension = isPage ? '.html' : extname(path)
    c.header('content-type', MEDIA_TYPES[extension] ?? 'application/octet-stream')
    c.header('cache-control', path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    c.header('etag', file.etag)
    c.header('vary', 'accept-encoding')
    if (isTheSame(c.req.header('if-none-match'), file.etag)) return c.body(null, 304)
    if (!file.body) {
      c.header('content-length', String(file.bytes))
      // A stream that nobody reads would keep the file open.
      return c.req.method === 'HEAD' ? c.body(null) : c.body(file.stream())
    }
    const encoding = COMPRESSIBLE.has(extension) && file.bytes >= WORTH_COMPRESSING_BYTES ? encodingFor(c) : undefined
    if (!encoding) return c.body(file.body)
    c.header('content-encoding', encoding)
    return c.body(await file.encoded(encoding))
  }
}

/** A list, perhaps with marks of weakness that a proxy has put there; or `*`. */
function isTheSame(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? []
  return tags.includes(etag) || tags.includes('*')
}

function decodePath(pathname: string): string | undefined {
  try {
    const path = posix.normalize(decodeURIComponent(pathname)).replace(/^\/+/, '')
    return path.includes('\0') ? undefined : path
  } catch {
    return undefined // a broken percent escape
  }
}

function encodingFor(c: Context): Encoding | undefined {
  const accepted = c.req.header('accept-encoding') ?? ''
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : undefined
}

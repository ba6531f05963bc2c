/**
 * The built page. Assets carry a hash in their names and never change; every other address of the page gets its
 * index.html, which is asked for anew each time. Compressed once per file, then kept.
 */
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context } from 'hono'

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
const BROTLI_QUALITY = 6

interface StaticFile {
  body: Buffer
  mtimeMs: number
  etag: string
  encoded: Map<'br' | 'gzip', Promise<Buffer>>
}

export class StaticFiles {
  readonly #folder: string
  readonly #files = new Map<string, StaticFile>()

  /** `folder` is where the page was built to; it may be missing. */
  constructor(folder: string) {
    this.#folder = folder
  }

  async serve(c: Context): Promise<Response> {
    const path = decodePath(new URL(c.req.url).pathname)
    if (path === undefined) return c.text('There is nothing at this address.', 404)
    const isPage = extname(path) === ''
    const file = await this.#find(isPage ? 'index.html' : path)
    if (!file) {
      return isPage
        ? c.text('The page is not built yet. Stop the server and run `npm start`, which builds it.', 503)
        : c.text('There is nothing at this address.', 404)
    }
    const extension = isPage ? '.html' : extname(path)
    c.header('content-type', MEDIA_TYPES[extension] ?? 'application/octet-stream')
    c.header('cache-control', path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    c.header('etag', file.etag)
    c.header('vary', 'accept-encoding')
    if (c.req.header('if-none-match') === file.etag) return c.body(null, 304)
    const encoding =
      COMPRESSIBLE.has(extension) && file.body.length >= WORTH_COMPRESSING_BYTES ? encodingFor(c) : undefined
    if (!encoding) return c.body(new Uint8Array(file.body))
    c.header('content-encoding', encoding)
    return c.body(new Uint8Array(await encode(file, encoding)))
  }

  async #find(path: string): Promise<StaticFile | undefined> {
    const fullPath = join(this.#folder, normalize(path))
    if (!fullPath.startsWith(this.#folder + sep)) return undefined
    try {
      const { mtimeMs, size } = await stat(fullPath)
      const known = this.#files.get(fullPath)
      if (known?.mtimeMs === mtimeMs) return known
      const body = await readFile(fullPath)
      const file = {
        body,
        mtimeMs,
        etag: `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`,
        encoded: new Map(),
      }
      this.#files.set(fullPath, file)
      return file
    } catch {
      return undefined // missing, or a folder
    }
  }
}

function decodePath(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname).replace(/^\/+/, '')
    return path.includes('\0') ? undefined : path
  } catch {
    return undefined // a broken percent escape
  }
}

function encodingFor(c: Context): 'br' | 'gzip' | undefined {
  const accepted = c.req.header('accept-encoding') ?? ''
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : undefined
}

function encode(file: StaticFile, encoding: 'br' | 'gzip'): Promise<Buffer> {
  let encoded = file.encoded.get(encoding)
  if (!encoded) {
    encoded =
      encoding === 'br'
        ? promisify(brotliCompress)(file.body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
        : promisify(gzip)(file.body)
    file.encoded.set(encoding, encoded)
  }
  return encoded
}

/** A file that is kept packed with gzip, as an answer. */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Request } from './context.ts'

const unpack = promisify(gunzip)

/** Packed as it is kept, for everyone who takes it so. */
export async function sendPacked(
  c: Request,
  { packed, byteLength }: { packed: Uint8Array<ArrayBuffer>; byteLength: number },
): Promise<Response> {
  c.header('vary', 'accept-encoding')
  if (acceptsGzip(c.req.header('accept-encoding'))) {
    c.header('content-encoding', 'gzip')
    c.header('content-length', String(packed.length))
    // How much there will be of it once it is unpacked: for one who shows how far it is.
    c.header('coeval-length', String(byteLength))
    return c.body(packed)
  }
  const file = new Uint8Array(await unpack(packed))
  c.header('content-length', String(file.length))
  return c.body(file)
}

/** RFC 9110: named, or by a star, and not with a weight of 0. */
function acceptsGzip(header = ''): boolean {
  const codings = header.split(',').map((part) =>
    part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/),
  )
  const coding =
    codings.find(([name]) => name === 'gzip' || name === 'x-gzip') ?? codings.find(([name]) => name === '*')
  return coding !== undefined && !coding.some((part) => /^q=0(\.0*)?$/.test(part))
}

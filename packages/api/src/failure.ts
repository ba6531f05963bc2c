/** What every answer with a status of 400 or more says. */
import * as v from 'valibot'

/** Something wrong with a file, at a place that a person can find. */
export const Problem = v.object({
  /** An error keeps the file from being read; a warning is kept and shown. */
  severity: v.picklist(['error', 'warning']),
  /** JSON Pointer (RFC 6901) into the file; '' for the whole. */
  path: v.string(),
  /** The entry in words, where there is one. */
  where: v.string(),
  /** One sentence: what is wrong and what to do. */
  message: v.string(),
})
export type Problem = v.InferOutput<typeof Problem>

/** How a file that is not UTF-8 could be read. */
export const EncodingOffer = v.object({
  /** What `?encoding=` takes. */
  label: v.string(),
  /** For people. */
  name: v.string(),
  /** A line, or a part of one, read so. */
  preview: v.string(),
})

export const ApiFailure = v.object({
  error: v.object({
    code: v.string(),
    /** A sentence for the person who asked. */
    message: v.string(),
    problems: v.optional(v.array(Problem)),
    /** The file seems to be in this encoding; send it again with `?encoding=` and its label, if a person agrees. */
    offer: v.optional(EncodingOffer),
  }),
})
export type ApiFailure = v.InferOutput<typeof ApiFailure>

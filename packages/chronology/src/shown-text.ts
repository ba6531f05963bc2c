/**
 * A text from the document as it stands in a list, a label, a sentence, a log: short enough, and without power over what
 * is around it. The document keeps every character; nothing that is made here may be written back into it.
 */

/** Unicode's controls of direction that embed, override or isolate (UAX #9, 2.1 to 2.5). */
const DIRECTION = '\u202a-\u202e\u2066-\u2069'
/** C0 without line feed and tab, DEL, C1. */
const CONTROLS = '\u0000-\u0008\u000b-\u001f\u007f-\u009f'
const MARKED = new RegExp(`[${DIRECTION}${CONTROLS}]`, 'g')
/** Right-to-left and Arabic letter mark: needed in their scripts, of no use but to deceive in others. */
const RTL_MARKS = /[\u200f\u061c]/g
/** Blocks of scripts that are written from right to left. */
const RTL = /[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const MAY_NEED_WORK = new RegExp(`[${DIRECTION}${CONTROLS}\u0590-\u08ff\u200f\ud800-\udfff\ufb1d-\ufefc]`)
const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

/** A grapheme is cut in two where it is longer than this: a letter under hundreds of accents. */
const MAX_GRAPHEME_LENGTH = 64
const ELLIPSIS = '…'
const CONTROLS_LOOKED_AT = 1000

let graphemes: Intl.Segmenter | undefined

/**
 * At most `most` UTF-16 units of the text, and "…" in the place of what is left out. Whole characters as readers see them:
 * no half surrogate pair, no letter without its accent.
 */
export function shortenText(text: string, most: number): string {
  if (text.length <= most) return text
  const room = Math.max(0, most - ELLIPSIS.length)
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  // With what follows, to see whether the last character goes on.
  const from = Math.max(0, room - MAX_GRAPHEME_LENGTH)
  const end = text.slice(from, room + MAX_GRAPHEME_LENGTH)
  const start = graphemes.segment(end).containing(room - from)?.index ?? 0
  // What began before the window is longer than any real character.
  const cut = from === 0 || start > 0 ? from + start : room
  return (
    text
      .slice(0, cut)
      .toWellFormed()
      .trimEnd()
      .replace(/\ufffd$/, '') + ELLIPSIS
  )
}

/**
 * The text for people's eyes: shortened to `most`, with controls visible (`⟨U+202E⟩`, `␀`), half characters mended, and
 * isolated where it has letters that run from right to left, so that it can stand in a sentence, a name of a control, a
 * window's title (UAX #9, isolates). Line breaks and tabs stay; see `oneLine`.
 */
export function shownText(text: string, most: number): string {
  const short = shortenText(withoutIsolate(text), most)
  if (!MAY_NEED_WORK.test(short)) return short
  const whole = short.toWellFormed().replace(MARKED, mark)
  if (!RTL.test(whole)) return whole.replace(RTL_MARKS, mark)
  return FIRST_STRONG_ISOLATE + whole + POP_ISOLATE
}

/** Whether the text holds controls that only `shownText` makes visible: it may read otherwise than it is. */
export function hidesControls(text: string): boolean {
  return text.search(MARKED) >= 0 || (!RTL.test(text) && text.search(RTL_MARKS) >= 0)
}

/** The first of the controls that `hidesControls` finds, at most `most`, each once, by their names in Unicode: `U+202E`. */
export function controlsIn(text: string, most: number): string[] {
  const found = new Set<string>()
  for (const pattern of RTL.test(text) ? [MARKED] : [MARKED, RTL_MARKS]) {
    const start = Math.max(0, text.search(pattern))
    // A text may hold millions of them.
    for (const [control] of text.slice(start, start + CONTROLS_LOOKED_AT).matchAll(pattern)) {
      if (found.size < most) found.add(codePointName(control))
    }
  }
  return [...found]
}

/** As `shownText`, in one line: for terminals, logs and names of files. */
export function shownLine(text: string, most: number): string {
  return shownText(text, most)
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim()
}

/** What was shown once may be shown again, in a sentence of another limit. */
function withoutIsolate(text: string): string {
  return text.startsWith(FIRST_STRONG_ISOLATE) && text.endsWith(POP_ISOLATE) ? text.slice(1, -1) : text
}

function mark(control: string): string {
  const code = control.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return `⟨${codePointName(control)}⟩`
}

function codePointName(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

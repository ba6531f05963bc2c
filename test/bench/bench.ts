// npm run bench [-- start load edit sync busy class frames]: figures of this machine, for the README and for comparing two commits.
// `sync` beside other servers also takes --load talk,quiet --peer coeval,relay --seconds 5 --sample 12; its load
// `capacity` runs only when it is asked for.
// `busy` (how /livez answers while all goes on at once) and `class` (300 sign in at once) run only when they are asked for.
// `frames` runs only when it is asked for: its peer, bare vis-timeline with 10,000 items, takes many minutes to draw.
// Nothing here passes or fails. Close what else uses the processor; the load average is printed beside the figures.
import { loadavg } from 'node:os'
import { runClass } from './busy/class.ts'
import { runLivez } from './busy/livez.ts'
import { runEditBetweenBrowsers } from './edit-between-browsers.ts'
import { runEditToView } from './edit-to-view.ts'
import { BUDGET_KB, runFirstLoad } from './first-load.ts'
import { runStartToListen } from './start-to-listen.ts'
import { table } from './statistics.ts'
import { readArguments } from './sync/options.ts'
import { runSync, type SyncBenchOptions } from './sync/sync.ts'
import { FRAMES_NOTE, frameTable, runTimelineFrames } from './timeline-frames.ts'

const PARTS: Record<string, (sync: SyncBenchOptions) => Promise<string>> = {
  start: async () => table(await runStartToListen()),
  load: async () => {
    const { times, beforeTimelineKb, inAllKb } = await runFirstLoad()
    const kb = `JavaScript, kB gzip: ${beforeTimelineKb.toFixed(0)} before the timeline is drawn (budget ${BUDGET_KB}), ${inAllKb.toFixed(0)} in all`
    return `${table(times)}\n${kb}`
  },
  edit: async () => table([...(await runEditBetweenBrowsers()), ...(await runEditToView())]),
  sync: async (options) => {
    await runSync(options, (text) => process.stdout.write(text))
    return 'CPU is that of the server, all threads; latency from the write of an update to its arrival, whole'
  },
  busy: async () => {
    const { figures, p99Ms } = await runLivez()
    return `${table(figures)}\np99 of /livez: ${p99Ms.quiet.toFixed(0)} ms with nothing else, ${p99Ms.busy.toFixed(0)} ms with all of it`
  },
  class: async () => {
    const { figures, cpuMs } = await runClass()
    return `${table(figures)}\nCPU of the server: ${(cpuMs.link / 1000).toFixed(1)} s by link, ${(cpuMs.password / 1000).toFixed(1)} s by password`
  },
  frames: async () => {
    const { scenes, times } = await runTimelineFrames()
    return `${frameTable(scenes)}\n${FRAMES_NOTE}\n\n${table(times)}`
  },
}

const USUAL = ['start', 'load', 'edit', 'sync']

const given = understand(process.argv.slice(2))
if (typeof given === 'string') {
  process.stderr.write(`${given}\n`)
  process.exitCode = 1
} else {
  for (const [name, run] of Object.entries(PARTS)) {
    if (!(given.parts.length > 0 ? given.parts : USUAL).includes(name)) continue
    const before = load()
    process.stdout.write(`\n── ${name}\n`)
    process.stdout.write(`${await run(given.sync)}\nload average ${before} before, ${load()} after\n`)
  }
}

/** A sentence where it is not understood. */
function understand(args: string[]): ReturnType<typeof readArguments> | string {
  try {
    const given = readArguments(args)
    const unknown = given.parts.filter((name) => !(name in PARTS))
    if (unknown.length === 0) return given
    return `There is no bench called ${unknown.join(', ')}: take ${Object.keys(PARTS).join(', ')}.`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1)
}

// npm run bench [-- start load edit frames]: figures of this machine, for the README and for comparing two commits.
// `frames` runs only when it is asked for: its peer, bare vis-timeline with 10,000 items, takes many minutes to draw.
// Nothing here passes or fails. Close what else uses the processor; the load average is printed beside the figures.
import { loadavg } from 'node:os'
import { runEditBetweenBrowsers } from './edit-between-browsers.ts'
import { runEditToView } from './edit-to-view.ts'
import { BUDGET_KB, runFirstLoad } from './first-load.ts'
import { runStartToListen } from './start-to-listen.ts'
import { table } from './statistics.ts'
import { FRAMES_NOTE, frameTable, runTimelineFrames } from './timeline-frames.ts'

const PARTS: Record<string, () => Promise<string>> = {
  start: async () => table(await runStartToListen()),
  load: async () => {
    const { times, beforeTimelineKb, inAllKb } = await runFirstLoad()
    const kb = `JavaScript, kB gzip: ${beforeTimelineKb.toFixed(0)} before the timeline is drawn (budget ${BUDGET_KB}), ${inAllKb.toFixed(0)} in all`
    return `${table(times)}\n${kb}`
  },
  edit: async () => table([...(await runEditBetweenBrowsers()), ...(await runEditToView())]),
  frames: async () => {
    const { scenes, times } = await runTimelineFrames()
    return `${frameTable(scenes)}\n${FRAMES_NOTE}\n\n${table(times)}`
  },
}

const USUAL = ['start', 'load', 'edit']
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in PARTS))
if (unknown.length > 0) {
  process.stderr.write(`There is no bench called ${unknown.join(', ')}: take ${Object.keys(PARTS).join(', ')}.\n`)
  process.exitCode = 1
} else {
  for (const [name, run] of Object.entries(PARTS)) {
    if (!(asked.length > 0 ? asked : USUAL).includes(name)) continue
    const before = load()
    process.stdout.write(`\n── ${name}\n${await run()}\nload average ${before} before, ${load()} after\n`)
  }
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1)
}

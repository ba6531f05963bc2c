import { readdirSync, readFileSync } from 'node:fs'

const MS_PER_TICK = 10 // USER_HZ is 100 on every Linux that Node runs on

/** What a process has used so far (Linux). */
export interface ProcessUsage {
  /** Of all its threads, user and system. */
  cpuMs: number
  rssBytes: number
  /** The highest so far. */
  peakRssBytes: number
}

/** Throws if there is no such process, or no /proc. */
export function readUsage(pid: number): ProcessUsage {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? Number.NaN)
  return {
    // Ticks are 10 ms and rounded down; the scheduler's account is exact, but threads that have ended are not in it.
    cpuMs: Math.max(ticksMs(pid), scheduledMs(pid)),
    rssBytes: kilobytes('VmRSS') * 1024,
    peakRssBytes: kilobytes('VmHWM') * 1024,
  }
}

/** The most resident memory from now until the returned function is called, looked at every 50 ms. */
export function watchRss(pid: number): () => number {
  let peakBytes = 0
  const look = () => {
    peakBytes = Math.max(peakBytes, readUsage(pid).rssBytes)
  }
  look()
  const timer = setInterval(look, 50)
  return () => {
    clearInterval(timer)
    look()
    return peakBytes
  }
}

/** What all processes of this machine have used so far, with what its host kept from it. */
export function machineCpuMs(): number {
  const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/).map(Number)
  // user nice system idle iowait irq softirq steal; guest times are in the first two already.
  return (
    ticks.slice(0, 8).reduce((sum, value, index) => (index === 3 || index === 4 ? sum : sum + value), 0) * MS_PER_TICK
  )
}

/** How many files a process that we start may have open. */
export function openFilesLimit(): number {
  const text = readFileSync('/proc/self/limits', 'utf8')
  const [, hard] = /^Max open files\s+\S+\s+(\S+)/m.exec(text) ?? []
  return hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard)
}

function ticksMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The second field is the name in brackets, which may hold anything; utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
}

function scheduledMs(pid: number): number {
  let ns = 0
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    try {
      ns += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0])
    } catch {
      // The thread ended meanwhile, or the kernel keeps no such account.
    }
  }
  return ns / 1e6
}

import type { AxisFormat } from '../axis/axis-format.ts'
import type { LongAxisWords } from '../axis/long-axis.ts'
import type { TimelineEvent } from '../layout/timeline-model.ts'
import type { TimeWindow } from '../axis/time-window.ts'

/** All words that the timeline shows or speaks. */
export interface TimelineWords {
  axis: AxisFormat
  longAxis: LongAxisWords
  events: string
  title: (event: TimelineEvent) => string
  spoken: (event: TimelineEvent, laneName: string) => string
  noTrack: string
  undated: (count: number) => string
  more: (count: number, laneName: string, window: TimeWindow) => string
  moreLabel: string
}

/** What a timeline controller tells its creator. */
export interface ControllerOptions {
  words: TimelineWords
  onWindow: (window: TimeWindow, settled: boolean) => void
  /** After vis has drawn: lanes and scroll may have moved. */
  onDrawn: () => void
  onUndated: (laneId: string, button: HTMLElement) => void
  /** An error in a frame, a timer or a gesture, which nothing else would report. The timeline has ended then. */
  onFault: (error: unknown) => void
}

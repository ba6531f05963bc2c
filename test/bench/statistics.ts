export interface Figure {
  name: string
  valuesMs: number[]
}

/** The value below which a share of the sorted values lies (nearest rank). NaN of nothing. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** Median, 95th percentile and worst of each figure, in milliseconds. */
export function table(figures: Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length))
  const cell = (valueMs: number) => valueMs.toFixed(valueMs < 10 ? 2 : 0).padStart(9)
  const head = `${'ms'.padEnd(width)}${['n', 'median', 'p95', 'worst'].map((word) => word.padStart(9)).join('')}`
  const rows = figures.map(({ name, valuesMs }) => {
    const cells = [0.5, 0.95, 1].map((share) => cell(percentile(valuesMs, share))).join('')
    return `${name.padEnd(width)}${String(valuesMs.length).padStart(9)}${cells}`
  })
  return [head, ...rows].join('\n')
}

export interface ChartPoint {
  readonly atMs: number
  readonly value: number | null
}

/**
 * A line as the `d` of an SVG path in a square of 100 by 100: time runs to the right and ends with `endMs`, the value
 * `most` touches the top. Where a value is not known, the line has a gap.
 */
export function chartPath(
  points: readonly ChartPoint[],
  endMs: number,
  spanMs: number,
  most: number,
): string {
  let gap = true
  return points
    .flatMap(({ atMs, value }) => {
      if (value === null) {
        gap = true
        return []
      }
      const x = Math.max(0, 100 - (100 * (endMs - atMs)) / spanMs)
      const y = 100 - (100 * Math.min(value, most)) / most
      const step = `${gap ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`
      gap = false
      return [step]
    })
    .join('')
}

/** How finely the work on pictures is done. */
export interface Effort {
  /** The person is looked for in every so many-th picture; between, the last mask holds. */
  readonly maskEvery: number
  /** Only every so many-th picture of the camera is sent at all. */
  readonly pictureEvery: number
  /** Pictures are made smaller to so many lines. */
  readonly lines: number
}

/**
 * From the finest to what asks least of a machine. Drawing a large picture without a graphics card costs most, looking
 * for the person comes next. A person's outline that comes a tenth of a second late is hardly seen.
 */
export const QUALITY_LEVELS: readonly [Effort, ...Effort[]] = [
  { maskEvery: 1, pictureEvery: 1, lines: Number.POSITIVE_INFINITY },
  { maskEvery: 2, pictureEvery: 1, lines: Number.POSITIVE_INFINITY },
  { maskEvery: 2, pictureEvery: 1, lines: 360 },
  { maskEvery: 3, pictureEvery: 1, lines: 360 },
  { maskEvery: 2, pictureEvery: 2, lines: 270 },
]

/** How somebody likes to look at meetings; remembered from one to the next. */
export interface StagePreferences {
  /** Everybody alike, or whoever speaks large. */
  readonly layout: 'gallery' | 'speaker'
  readonly hideSelf: boolean
  readonly hideWithoutVideo: boolean
}

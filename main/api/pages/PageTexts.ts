import type { TFunction } from 'i18next'

/** The catalogue in the language of a plain page. */
export interface PageTexts {
  /** As HTML names it: `en`. */
  readonly language: string
  readonly t: TFunction
}

import type { TFunction } from 'i18next'

/** How a share is called; the second of the same person bears a number. */
export function shareLabel(
  t: TFunction,
  { name, number }: { readonly name: string; readonly number: number },
): string {
  return number > 1 ? t('call.screenOfNumber', { name, number }) : t('call.screenOf', { name })
}

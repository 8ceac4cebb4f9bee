/** Puts the focus on an element where it is nowhere, because what had it is gone. Where somebody has put it, it stays. */
export function takeLostFocus(element: HTMLElement | null): void {
  const { activeElement: focused } = document
  const lost = focused === null || focused === document.body || focused.closest('[inert]') !== null
  if (lost) element?.focus({ preventScroll: true })
}

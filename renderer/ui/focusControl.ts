/** Puts the focus on the control of the call that has this letter. */
export function focusControl(letter: string): void {
  const control = document.querySelector<HTMLElement>(`[data-shortcut="${letter}"]`)
  control?.focus()
  // From outside, the toolbar leads the focus to where it was last; within, it stays where it is put.
  control?.focus()
}

/** Whether elements can be made softer here. On iPhones and iPads their volume always stays at 1: only the buttons on the side change it. */
export function canSetVolume(element: HTMLMediaElement): boolean {
  const before = element.volume
  element.volume = before === 0.5 ? 0.25 : 0.5
  const changed = element.volume !== before
  element.volume = before
  return changed
}

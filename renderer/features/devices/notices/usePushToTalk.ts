import { useEffect } from 'react'
import type { LocalMedia } from '../../../media/LocalMedia.ts'

/** Where the space bar types, presses or moves something, and so is not for talking. */
const NOT_HERE = [
  'input, textarea, select, button, a[href], summary, [contenteditable], [role="slider"]',
  '[role="button"], [role="menu"], [role="listbox"], [role="tab"], [role="dialog"], [role="alertdialog"]',
].join()

/** What is open above the call, with or without the focus. */
const ABOVE = '[role="dialog"], [role="alertdialog"], [role="menu"]'

/** While muted, the space bar opens the microphone as long as it is held. */
export function usePushToTalk(media: LocalMedia): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code !== 'Space' || event.defaultPrevented) return
      const { heldToTalk, microphone } = media.store.getState()
      if (heldToTalk) return event.preventDefault()
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      if (event.target instanceof Element && event.target.closest(NOT_HERE) !== null) return
      if (microphone.kind !== 'off' || document.querySelector(ABOVE) !== null) return
      event.preventDefault()
      media.holdToTalk(true)
    }
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.code === 'Space') media.holdToTalk(false)
    }
    // Whoever switches to another window lets go of the key over there.
    const letGo = () => media.holdToTalk(false)
    addEventListener('keydown', onKeyDown)
    addEventListener('keyup', onKeyUp)
    addEventListener('blur', letGo)
    document.addEventListener('visibilitychange', letGo)
    return () => {
      removeEventListener('keydown', onKeyDown)
      removeEventListener('keyup', onKeyUp)
      removeEventListener('blur', letGo)
      document.removeEventListener('visibilitychange', letGo)
      letGo()
    }
  }, [media])
}

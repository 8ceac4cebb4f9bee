import type { StageStore } from './StageStore.ts'

/**
 * What a key does to the stage from anywhere in the call.
 *
 * @param key as `KeyboardEvent.key`.
 * @returns whether it did anything.
 */
export function pressStageKey(stage: StageStore, key: string): boolean {
  if (/^[1-9]$/.test(key)) return stage.pinNumber(Number(key))
  switch (key) {
    case 'g':
    case 'G':
      stage.toggleLayout()
      return true
    case '+':
    // Where + takes Shift, nobody wants to hold it.
    case '=':
      return stage.zooming.in()
    case '-':
      return stage.zooming.out()
    case '0':
      return stage.zooming.reset()
    case 'PageUp':
      return stage.turnBy(-1)
    case 'PageDown':
      return stage.turnBy(1)
    case 'Escape':
      return stage.release() || stage.zooming.reset()
    default:
      return false
  }
}

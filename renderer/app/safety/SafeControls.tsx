import { type CSSProperties, type ReactNode, useSyncExternalStore } from 'react'
import { en } from '../../locales/en.ts'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import type { LocalSource } from '../../media/localMediaState.ts'
import { takeLostFocus } from '../../ui/takeLostFocus.ts'

export interface SafeControlsProps {
  readonly media: LocalMedia
  readonly onLeave: () => void
  /** Draws what has failed anew. */
  readonly onAgain: () => void
}

const BAR: CSSProperties = { display: 'flex', flexWrap: 'wrap', gap: 8, justifyContent: 'center' }

/**
 * What must never be missing in a call, in place of controls that have failed. It leans on nothing that may be what has
 * failed: no component, style sheet or translation of ours, nor a library.
 */
export function SafeControls({ media, onLeave, onAgain }: SafeControlsProps) {
  const { devices, call, failure } = en
  const [microphone, camera] = [useOn(media, 'microphone'), useOn(media, 'camera')]
  return (
    <div role="toolbar" aria-label={call.controls} style={BAR} tabIndex={-1} ref={takeLostFocus} data-live>
      <SafeButton onPress={() => media.setOn('microphone', !microphone)}>
        {microphone ? devices.muteMicrophone : devices.unmuteMicrophone}
      </SafeButton>
      <SafeButton onPress={() => media.setOn('camera', !camera)}>
        {camera ? devices.cameraTurnOff : devices.cameraTurnOn}
      </SafeButton>
      <SafeButton onPress={onAgain}>{failure.again}</SafeButton>
      <SafeButton danger onPress={onLeave}>
        {failure.leave}
      </SafeButton>
    </div>
  )
}

/** Wanted and, as far as we know, working: a press turns it off. */
function useOn(media: LocalMedia, source: LocalSource): boolean {
  const { subscribe, getState } = media.store
  return useSyncExternalStore(subscribe, () => ['on', 'starting'].includes(getState()[source].kind))
}

export interface SafeButtonProps {
  readonly danger?: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

/** A button that needs no style sheet. */
export function SafeButton({ danger = false, onPress, children }: SafeButtonProps) {
  const style: CSSProperties = {
    minHeight: 44,
    padding: '0 16px',
    border: '1px solid var(--line-strong, GrayText)',
    borderRadius: 8,
    background: danger ? 'var(--danger, #c42b2b)' : 'var(--surface, ButtonFace)',
    color: danger ? '#ffffff' : 'var(--text, ButtonText)',
    font: 'inherit',
    fontWeight: 560,
    cursor: 'pointer',
  }
  return (
    <button type="button" style={style} onClick={onPress}>
      {children}
    </button>
  )
}

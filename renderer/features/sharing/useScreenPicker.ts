import { useEffect, useState } from 'react'
import type { ScreenSource } from '../../../protocol/ipc.ts'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import type { Platform } from '../../platform/Platform.ts'
import { useStartShare } from './useShare.ts'

export interface ScreenPickerModel {
  /** Null while they are being looked for. */
  readonly sources: readonly ScreenSource[] | null
  readonly chosen: string | null
  readonly choose: (id: string) => void
  readonly sound: boolean
  readonly setSound: (sound: boolean) => void
  /** Null until something is chosen. */
  readonly share: (() => void) | null
}

export interface ScreenPickerParams {
  readonly media: LocalMediaView
  readonly screens: NonNullable<Platform['screens']>
  readonly onClose: () => void
}

export function useScreenPicker({ media, screens, onClose }: ScreenPickerParams): ScreenPickerModel {
  const [sources, setSources] = useState<readonly ScreenSource[] | null>(null)
  const [chosen, choose] = useState<string | null>(null)
  const [sound, setSound] = useState(false)
  const start = useStartShare(media)

  useEffect(() => {
    let shown = true
    screens.list().then(
      (found) => shown && setSources(found),
      () => shown && setSources([]),
    )
    return () => {
      shown = false
    }
  }, [screens])

  const share = (id: string) => {
    onClose()
    // The shell first learns what the capture gets; a failure there shows as a capture that fails.
    screens.choose(id, sound).then(
      () => start(sound),
      () => start(sound),
    )
  }
  return { sources, chosen, choose, sound, setSound, share: chosen === null ? null : () => share(chosen) }
}

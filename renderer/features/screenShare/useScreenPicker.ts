import { useEffect, useState } from 'react'
import type { ScreenList, ScreenSource } from '../../../protocol/ipc/ipc.ts'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import type { Platform } from '../../platform/Platform.ts'
import { useStartShare } from './useShare.ts'

/** Pictures are taken anew so long after the last ones have come (milliseconds). */
const PAUSE_MS = 1000

type Kind = ScreenSource['kind']

export interface ScreenPickerModel {
  /** Null while they are being looked for. */
  readonly found: ScreenList | null
  readonly kind: Kind
  readonly setKind: (kind: Kind) => void
  /** What there is of the kind that is looked at. */
  readonly shown: readonly ScreenSource[]
  /** One of those that are shown. */
  readonly chosen: string | null
  readonly choose: (id: string) => void
  /** The name of what was chosen and is not there any more. */
  readonly gone: string | null
  readonly sound: boolean
  readonly setSound: (sound: boolean) => void
  /** Shares one of them. */
  readonly take: (id: string) => void
}

export interface ScreenPickerParams {
  readonly media: LocalMedia
  readonly screens: NonNullable<Platform['screens']>
  readonly onClose: () => void
}

export function useScreenPicker({ media, screens, onClose }: ScreenPickerParams): ScreenPickerModel {
  const found = useLiveScreens(screens)
  const [kind, setKind] = useState<Kind>('screen')
  const [picked, setPicked] = useState<ScreenSource | null>(null)
  const [sound, setSound] = useState(false)
  const start = useStartShare(media)
  const sources = found?.sources ?? []
  const shown = sources.filter((source) => source.kind === kind)
  const there = sources.some(({ id }) => id === picked?.id)

  const take = (id: string) => {
    onClose()
    const withSound = sound && found?.sound === true
    // The shell first learns what the capture gets; a failure there shows as a capture that fails.
    screens.choose(id, withSound).then(
      () => start(withSound),
      () => start(withSound),
    )
  }
  return {
    found,
    kind,
    setKind,
    shown,
    chosen: picked !== null && there && picked.kind === kind ? picked.id : null,
    choose: (id) => setPicked(sources.find((source) => source.id === id) ?? null),
    gone: picked !== null && !there ? picked.name : null,
    sound,
    setSound,
    take,
  }
}

/** What can be shared, looked for again and again, where the system lets that be done unseen. */
function useLiveScreens(screens: ScreenPickerParams['screens']): ScreenList | null {
  const [found, setFound] = useState<ScreenList | null>(null)
  useEffect(() => {
    let open = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = () => {
      if (open) timer = setTimeout(look, PAUSE_MS)
    }
    const look = () => {
      screens.list().then(
        (list) => {
          if (open) setFound(list)
          if (list.live) again()
        },
        // What was there stays until the next try.
        () => {
          if (open) setFound((last) => last ?? { sources: [], sound: false, live: true })
          again()
        },
      )
    }
    look()
    return () => {
      open = false
      clearTimeout(timer)
    }
  }, [screens])
  return found
}

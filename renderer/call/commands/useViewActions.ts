import {
  LayoutGrid,
  PictureInPicture2,
  SquareUser,
  UserRound,
  UserRoundX,
  Video,
  VideoOff,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { MenuAction } from '../../ui/menus/Menu.tsx'
import type { MiniWindowModel } from '../../features/miniWindow/useMiniWindow.ts'
import type { StageStore } from '../stage/StageStore.ts'

/** How to look at the meeting, as entries of a menu. */
export function useViewActions(stage: StageStore, mini: MiniWindowModel): (MenuAction | null)[] {
  const { t } = useTranslation()
  const { layout, hideSelf, hideWithoutVideo } = useStore(
    stage.store,
    useShallow((state) => ({
      layout: state.layout,
      hideSelf: state.hideSelf,
      hideWithoutVideo: state.hideWithoutVideo,
    })),
  )
  return [
    {
      id: 'layout',
      label: t(layout === 'gallery' ? 'stage.speakerView' : 'stage.galleryView'),
      icon: layout === 'gallery' ? SquareUser : LayoutGrid,
      shortcut: 'g',
      apart: true,
      run: () => stage.toggleLayout(),
    },
    {
      id: 'self',
      label: t(hideSelf ? 'stage.showSelf' : 'stage.hideSelf'),
      icon: hideSelf ? UserRound : UserRoundX,
      run: () => stage.choose({ hideSelf: !hideSelf }),
    },
    {
      id: 'withoutVideo',
      label: t(hideWithoutVideo ? 'stage.showWithoutVideo' : 'stage.hideWithoutVideo'),
      icon: hideWithoutVideo ? Video : VideoOff,
      run: () => stage.choose({ hideWithoutVideo: !hideWithoutVideo }),
    },
    mini.toggle && {
      id: 'mini',
      label: t(mini.open ? 'stage.closeMiniWindow' : 'stage.miniWindow'),
      icon: PictureInPicture2,
      run: mini.toggle,
    },
  ]
}

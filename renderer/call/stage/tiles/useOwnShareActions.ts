import { Film, ScreenShareOff, Type } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { LocalMedia } from '../../../media/LocalMedia.ts'
import type { Session } from '../../../session/Session.ts'
import type { MenuAction } from '../../../ui/menus/Menu.tsx'
import type { Subject } from '../layout/tileKey.ts'

/** What can be done with a share of our own: end it alone, or show it in the other style. */
export function useOwnShareActions(meeting: Session, media: LocalMedia, subject: Subject): MenuAction[] {
  const { t } = useTranslation()
  const id = useStore(meeting.store, ({ shares }) =>
    subject.kind === 'share' ? shares.get(subject.track) : undefined,
  )
  const share = useStore(media.store, ({ shares }) => shares.find((one) => one.id === id))
  if (share === undefined) return []
  const other = share.style === 'detail' ? 'motion' : 'detail'
  return [
    {
      id: 'style',
      label: t(other === 'detail' ? 'sharing.makeDetail' : 'sharing.makeMotion'),
      icon: other === 'detail' ? Type : Film,
      apart: true,
      run: () => media.styleShare(share.id, other),
    },
    {
      id: 'stopShare',
      label: t('sharing.stopHere'),
      icon: ScreenShareOff,
      run: () => media.stopShare(share.id),
    },
  ]
}

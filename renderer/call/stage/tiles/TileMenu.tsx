import { Pin, PinOff, Spotlight, UserRoundX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { peerOf } from '../../../../room/features/membership.ts'
import type { LocalMedia } from '../../../media/LocalMedia.ts'
import { roomOf, selfOf, may, type Session } from '../../../session/Session.ts'
import { ContextMenu } from '../../../ui/menus/ContextMenu.tsx'
import type { MenuAction } from '../../../ui/menus/Menu.tsx'
import { shareOwner } from './shareOwner.ts'
import type { StageStore } from '../StageStore.ts'
import { keyOf, type Subject } from '../layout/tileKey.ts'
import { useOwnShareActions } from './useOwnShareActions.ts'
import { useSpotlight } from './useSpotlight.ts'
import { isolateInLabel } from '../../../ui/names/isolateInLabel.ts'

export interface TileMenuProps {
  readonly meeting: Session
  readonly media: LocalMedia
  readonly stage: StageStore
}

/** What can be done with the tile whose menu is open. */
export function TileMenu(props: TileMenuProps) {
  const { stage } = props
  const menu = useStore(stage.store, (state) => state.menu)
  if (menu === null) return null
  return <OpenMenu {...props} subject={menu.subject} anchor={menu.anchor} />
}

interface OpenMenuProps extends TileMenuProps {
  readonly subject: Subject
  readonly anchor: HTMLElement
}

function OpenMenu({ meeting, media, stage, subject, anchor }: OpenMenuProps) {
  const { t } = useTranslation()
  const own = useOwnShareActions(meeting, media, subject)
  const setSpotlight = useSpotlight(meeting)
  const { pinned, number } = useStore(
    stage.store,
    useShallow(({ pin, plan }) => ({
      pinned: pin !== null && keyOf(pin) === keyOf(subject),
      number: subject.kind === 'person' ? plan.numbered.indexOf(subject.peer) + 1 : 0,
    })),
  )
  const about = useStore(
    meeting.store,
    useShallow((state) => {
      const room = roomOf(state)
      const name =
        subject.kind === 'share'
          ? shareOwner(state, subject.track)?.name
          : room && peerOf(room, subject.peer)?.name
      return {
        name: name ?? '',
        self: subject.kind === 'person' && subject.peer === selfOf(state),
        spotlit: subject.kind === 'person' && room?.spotlight.peer === subject.peer,
        maySpotlight: may(state, 'stage.spotlight'),
      }
    }),
  )
  const spotlight: MenuAction | null =
    subject.kind === 'person' && about.maySpotlight
      ? {
          id: 'spotlight',
          label: t(about.spotlit ? 'stage.endSpotlight' : 'stage.spotlight'),
          icon: Spotlight,
          run: () => setSpotlight(about.spotlit ? null : subject.peer),
        }
      : null
  return (
    <ContextMenu
      name={t('stage.options', { name: isolateInLabel(about.name) })}
      anchor={anchor}
      onClose={() => stage.closeMenu()}
      actions={[
        {
          id: 'pin',
          label: t(pinned ? 'stage.unpinHere' : 'stage.pinHere'),
          icon: pinned ? PinOff : Pin,
          ...(number > 0 && { shortcut: String(number) }),
          run: () => stage.togglePin(subject),
        },
        spotlight,
        about.self
          ? {
              id: 'hide',
              label: t('stage.hideSelf'),
              icon: UserRoundX,
              run: () => stage.choose({ hideSelf: true }),
            }
          : null,
        ...own,
      ]}
    />
  )
}

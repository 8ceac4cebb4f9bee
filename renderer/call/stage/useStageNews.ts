import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { peerOf } from '../../../room/features/membership.ts'
import { roomOf, type Session } from '../../session/Session.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'
import { shareOwner } from './tiles/shareOwner.ts'
import type { StageStore } from './StageStore.ts'
import type { Subject } from './layout/tileKey.ts'
import { isolate } from '../../ui/names/isolate.ts'

/** Tells who cannot see the stage how it has changed; what others do to it, the news of the room tell. */
export function useStageNews(meeting: Session, stage: StageStore): void {
  const { t } = useTranslation()
  const toasts = useToasts()
  useEffect(() => {
    const nameOf = (subject: Subject) => {
      const state = meeting.store.getState()
      const room = roomOf(state)
      if (subject.kind === 'person') return isolate((room && peerOf(room, subject.peer)?.name) ?? '')
      return t('call.screenOf', { name: isolate(shareOwner(state, subject.track)?.name ?? '') })
    }
    return stage.store.subscribe(({ layout, pin, plan }, before) => {
      if (layout !== before.layout) {
        toasts.announce(t(layout === 'gallery' ? 'stage.galleryView' : 'stage.speakerView'))
      }
      if (pin !== before.pin) {
        toasts.announce(pin ? t('stage.nowPinned', { name: nameOf(pin) }) : t('stage.nowUnpinned'))
      } else if (plan.page !== before.plan.page) {
        toasts.announce(t('stage.pageOf', { page: plan.page + 1, pages: plan.pages }))
      }
    })
  }, [meeting, stage, t, toasts])
}

import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { peerOf } from '../../../room/membership.ts'
import { roomOf, type MeetingView } from '../../session/MeetingView.ts'
import { useToasts } from '../../ui/toastContext.ts'
import { sharerOf } from './sharerOf.ts'
import type { StageModel } from './StageModel.ts'
import type { Subject } from './tileKey.ts'
import { isolate } from '../../ui/isolate.ts'

/** Tells who cannot see the stage how it has changed; what others do to it, the news of the room tell. */
export function useStageNews(meeting: MeetingView, stage: StageModel): void {
  const { t } = useTranslation()
  const toasts = useToasts()
  useEffect(() => {
    const nameOf = (subject: Subject) => {
      const state = meeting.store.getState()
      const room = roomOf(state)
      if (subject.kind === 'person') return isolate((room && peerOf(room, subject.peer)?.name) ?? '')
      return t('call.screenOf', { name: isolate(sharerOf(state, subject.track)?.name ?? '') })
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

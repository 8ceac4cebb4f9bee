import type { TFunction } from 'i18next'
import { cleanLabel } from '../../../../protocol/text/cleanLabel.ts'
import type { DeviceChange } from '../../../media/devices/deviceChanges.ts'
import type { LocalMedia } from '../../../media/LocalMedia.ts'
import type { ToastAction } from '../../../ui/messages/ToastQueue.ts'
import { isolate } from '../../../ui/names/isolate.ts'

/** How a change of our devices is told, and what can be done about it. */
export function deviceNotice(
  t: TFunction,
  media: Pick<LocalMedia, 'choose' | 'setOn'>,
  news: DeviceChange,
): { readonly text: string; readonly action: ToastAction | null } {
  const only = (text: string) => ({ text, action: null })
  switch (news.kind) {
    case 'gone': {
      const { what, using } = news
      const name = named(news.label)
      if (using === null) return only(t(`devices.news.goneWithout.${what}`, { name }))
      return only(t(`devices.news.gone.${what}`, { name, using: named(using) }))
    }
    case 'back':
    case 'switched':
    case 'heldBack':
      return only(textOf(t, news))
    case 'cameraGone':
      return only(t('devices.news.cameraGone', { name: named(news.label) }))
    case 'cameraReturned': {
      const run = () => media.setOn('camera', true)
      const text = t('devices.news.cameraReturned', { name: named(news.label) })
      return { text, action: { label: t('devices.cameraTurnOn'), run } }
    }
    case 'shareEnded':
    case 'sharePaused':
      return only(t(`devices.news.${news.kind}`, { name: named(news.label) }))
    case 'notSent': {
      const { what } = news
      const text = t(`devices.news.notSent.${what}`)
      if (what !== 'microphone' && what !== 'camera') return only(text)
      return { text, action: { label: t('devices.tryAgain'), run: () => media.setOn(what, true) } }
    }
    case 'added': {
      const run = () => {
        for (const { what, id } of news.devices) media.choose(what, id)
      }
      const text = t('devices.news.added', { name: named(news.label) })
      return { text, action: { label: t('devices.news.useIt'), run } }
    }
    default:
      return news satisfies never
  }
}

function textOf(
  t: TFunction,
  { kind, what, label }: Extract<DeviceChange, { kind: 'back' | 'switched' | 'heldBack' }>,
): string {
  const name = named(label)
  if (kind === 'heldBack') return t(`devices.news.heldBack.${what}`, { name })
  return t(`devices.news.${kind}.${what}`, { name })
}

function named(label: string): string {
  return isolate(cleanLabel(label))
}

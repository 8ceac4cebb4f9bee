import { useTranslation } from 'react-i18next'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import type { Platform } from '../../platform/Platform.ts'
import type { Session } from '../../session/Session.ts'
import { ConnectionCheckButton } from './ConnectionCheckButton.tsx'

export interface CallDoctorButtonProps {
  readonly meeting: Pick<Session, 'base'>
  readonly media: LocalMedia
  readonly platform: Platform
}

/** Checks the devices of a meeting and the way to its host. */
export function CallDoctorButton({ meeting, media, platform }: CallDoctorButtonProps) {
  const { t } = useTranslation()
  return (
    <ConnectionCheckButton
      purpose="call"
      label={t('doctor.open')}
      open={({ openConnectionCheck }) =>
        openConnectionCheck(media.store.getState().chosen, { bases: [meeting.base], eyes: platform.network })
      }
    />
  )
}

import { useTranslation } from 'react-i18next'
import type { LocalMediaView } from '../media/LocalMediaView.ts'
import type { Platform } from '../platform/Platform.ts'
import type { MeetingView } from '../session/MeetingView.ts'
import { DoctorButton } from './DoctorButton.tsx'

export interface CallDoctorButtonProps {
  readonly meeting: Pick<MeetingView, 'base'>
  readonly media: LocalMediaView
  readonly platform: Platform
}

/** Checks the devices of a meeting and the way to its host. */
export function CallDoctorButton({ meeting, media, platform }: CallDoctorButtonProps) {
  const { t } = useTranslation()
  return (
    <DoctorButton
      purpose="call"
      label={t('doctor.open')}
      open={({ openDoctor }) =>
        openDoctor(media.store.getState().chosen, { bases: [meeting.base], eyes: platform.network })
      }
    />
  )
}

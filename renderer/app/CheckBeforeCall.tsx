import { Stethoscope } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Doctor } from '../session/doctor/Doctor.ts'
import type { DoctorDevices } from '../session/doctor/deviceChecks.ts'
import { Button } from '../ui/Button.tsx'

// Whoever has no trouble never fetches it.
const DoctorDialog = lazy(async () => {
  const { DoctorDialog: view } = await import('../features/doctor/DoctorDialog.tsx')
  return { default: view }
})

export interface CheckBeforeCallProps {
  /** Of the host; null where none is known. */
  readonly base: string | null
  readonly devices: () => DoctorDevices
}

/** The button that looks, before a call, whether devices and network will do. */
export function CheckBeforeCall({ base, devices }: CheckBeforeCallProps) {
  const { t } = useTranslation()
  const [doctor, setDoctor] = useState<Doctor | null>(null)
  const open = async () => {
    const { openDoctor } = await import('../session/doctor/openDoctor.ts')
    setDoctor(openDoctor(base, devices()))
  }
  return (
    <>
      <Button look="quiet" size="small" icon={Stethoscope} onPress={() => void open()}>
        {t('doctor.open')}
      </Button>
      {doctor !== null && (
        <Suspense>
          <DoctorDialog doctor={doctor} onClose={() => setDoctor(null)} />
        </Suspense>
      )}
    </>
  )
}

import { Stethoscope } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { DoctorPurpose } from '../features/doctor/DoctorDialog.tsx'
import type { Doctor } from '../session/doctor/Doctor.ts'
import type * as doctors from '../session/doctor/openDoctor.ts'
import { Button } from '../ui/Button.tsx'

// Whoever has no trouble never fetches it.
const DoctorDialog = lazy(async () => {
  const { DoctorDialog: view } = await import('../features/doctor/DoctorDialog.tsx')
  return { default: view }
})

export interface DoctorButtonProps {
  readonly purpose: DoctorPurpose
  readonly label: string
  /** Makes the checks, with what is fetched first: `session/doctor/openDoctor.ts`. */
  readonly open: (opened: typeof doctors) => Doctor
}

/** The button that opens a check and runs it. */
export function DoctorButton({ purpose, label, open }: DoctorButtonProps) {
  const [doctor, setDoctor] = useState<Doctor | null>(null)
  const start = async () => setDoctor(open(await import('../session/doctor/openDoctor.ts')))
  const plain = purpose === 'call' ? ({ look: 'quiet', icon: Stethoscope } as const) : {}
  return (
    <>
      <Button size="small" {...plain} onPress={() => void start()}>
        {label}
      </Button>
      {doctor !== null && (
        <Suspense>
          <DoctorDialog doctor={doctor} purpose={purpose} onClose={() => setDoctor(null)} />
        </Suspense>
      )}
    </>
  )
}

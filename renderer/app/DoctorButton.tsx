import { Stethoscope } from 'lucide-react'
import { useState } from 'react'
import type { DoctorPurpose } from '../features/doctor/DoctorDialog.tsx'
import type { Doctor } from '../session/doctor/Doctor.ts'
import type * as doctors from '../session/doctor/openDoctor.ts'
import { Button } from '../ui/Button.tsx'
import { Guard } from '../ui/Guard.tsx'
import { lazyView } from '../ui/lazyView.tsx'

export interface DoctorButtonProps {
  readonly purpose: DoctorPurpose
  readonly label: string
  /** Makes the checks, with what is fetched first: `session/doctor/openDoctor.ts`. */
  readonly open: (opened: typeof doctors) => Doctor
}

interface OpenedDoctorProps extends Pick<DoctorButtonProps, 'purpose' | 'open'> {
  readonly onClose: () => void
}

// Whoever has no trouble never fetches it.
const OpenedDoctor = lazyView(async () => {
  const [{ DoctorDialog }, opened] = await Promise.all([
    import('../features/doctor/DoctorDialog.tsx'),
    import('../session/doctor/openDoctor.ts'),
  ])
  return function OpenedDoctor({ purpose, open, onClose }: OpenedDoctorProps) {
    const [doctor] = useState(() => open(opened))
    return <DoctorDialog doctor={doctor} purpose={purpose} onClose={onClose} />
  }
})

/** The button that opens a check and runs it. */
export function DoctorButton({ purpose, label, open }: DoctorButtonProps) {
  const [shown, setShown] = useState(false)
  const close = () => setShown(false)
  const plain = purpose === 'call' ? ({ look: 'quiet', icon: Stethoscope } as const) : {}
  return (
    <>
      <Button size="small" {...plain} onPress={() => setShown(true)}>
        {label}
      </Button>
      {shown && (
        <Guard part="doctor" place="dialog" onClose={close}>
          <OpenedDoctor purpose={purpose} open={open} onClose={close} />
        </Guard>
      )}
    </>
  )
}

import { Stethoscope } from 'lucide-react'
import { useState } from 'react'
import type { DoctorPurpose } from './ConnectionCheckDialog.tsx'
import type { ConnectionCheck } from '../../session/connectionCheck/ConnectionCheck.ts'
import type * as doctors from '../../session/connectionCheck/openConnectionCheck.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Guard } from '../../ui/failures/Guard.tsx'
import { lazyView } from '../../ui/failures/lazyView.tsx'

export interface ConnectionCheckButtonProps {
  readonly purpose: DoctorPurpose
  readonly label: string
  /** Makes the checks, with what is fetched first: `session/doctor/openConnectionCheck.ts`. */
  readonly open: (opened: typeof doctors) => ConnectionCheck
}

interface OpenedDoctorProps extends Pick<ConnectionCheckButtonProps, 'purpose' | 'open'> {
  readonly onClose: () => void
}

// Whoever has no trouble never fetches it.
const OpenedDoctor = lazyView(async () => {
  const [{ ConnectionCheckDialog: DoctorDialog }, opened] = await Promise.all([
    import('./ConnectionCheckDialog.tsx'),
    import('../../session/connectionCheck/openConnectionCheck.ts'),
  ])
  return function OpenedDoctor({ purpose, open, onClose }: OpenedDoctorProps) {
    const [doctor] = useState(() => open(opened))
    return <DoctorDialog doctor={doctor} purpose={purpose} onClose={onClose} />
  }
})

/** The button that opens a check and runs it. */
export function ConnectionCheckButton({ purpose, label, open }: ConnectionCheckButtonProps) {
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

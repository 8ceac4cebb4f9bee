import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fixOfFinding, textOfFinding } from '../features/doctor/textOfFinding.ts'
import type { Finding } from '../session/doctor/finding.ts'
import type { NetworkEyes } from '../session/doctor/NetworkEyes.ts'
import { whyUnreachable } from '../session/doctor/whyUnreachable.ts'

export interface WhyUnreachableProps {
  /** Of the host that did not answer. Another array asks again. */
  readonly bases: readonly string[]
  readonly eyes: NetworkEyes | null
}

/** Below the sentence that a host does not answer: what is in between, looked for at once, and what to do. */
export function WhyUnreachable({ bases, eyes }: WhyUnreachableProps) {
  const { t } = useTranslation()
  const [found, setFound] = useState<{ readonly of: readonly string[]; readonly finding: Finding } | null>(
    null,
  )
  useEffect(() => {
    let over = false
    void whyUnreachable(bases, eyes).then((finding) => {
      if (!over) setFound({ of: bases, finding })
    })
    return () => {
      over = true
    }
  }, [bases, eyes])
  if (found?.of !== bases) return <span role="status">{t('doctor.lookingWhy')}</span>
  const fix = fixOfFinding(t, found.finding)
  return (
    <span role="status" data-code={found.finding.code}>
      {[textOfFinding(t, found.finding), fix ?? ''].join(' ').trim()}
    </span>
  )
}

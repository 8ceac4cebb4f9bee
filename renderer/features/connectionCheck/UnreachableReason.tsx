import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fixOfFinding, findingText } from './findingText.ts'
import type { Finding } from '../../session/connectionCheck/finding.ts'
import type { NetworkProbe } from '../../session/connectionCheck/NetworkProbe.ts'
import { unreachableReason } from '../../session/connectionCheck/unreachableReason.ts'

export interface UnreachableReasonProps {
  /** Of the host that did not answer. Another array asks again. */
  readonly bases: readonly string[]
  readonly eyes: NetworkProbe | null
}

/** Below the sentence that a host does not answer: what is in between, looked for at once, and what to do. */
export function UnreachableReason({ bases, eyes }: UnreachableReasonProps) {
  const { t } = useTranslation()
  const [found, setFound] = useState<{ readonly of: readonly string[]; readonly finding: Finding } | null>(
    null,
  )
  useEffect(() => {
    let over = false
    void unreachableReason(bases, eyes).then((finding) => {
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
      {[findingText(t, found.finding), fix ?? ''].join(' ').trim()}
    </span>
  )
}

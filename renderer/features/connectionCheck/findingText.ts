import type { TFunction } from 'i18next'
import { doctor } from '../../locales/en/app/doctor.ts'
import type { CheckName, Finding, Measures } from '../../session/connectionCheck/finding.ts'
import type { ConnectionCheckState } from '../../session/connectionCheck/ConnectionCheck.ts'

type Fix = keyof typeof doctor.fix

/** For texts that have none of these in them. */
const NOTHING: Measures = { width: 0, height: 0, ms: 0, port: 0, down: 0, up: 0, most: 0, count: 0 }

/** What was found, in a sentence. */
export function findingText(t: TFunction, { code, values }: Finding): string {
  return t(`doctor.found.${code}`, { ...NOTHING, ...values })
}

/** What to do about it; null where nothing is to be done. */
export function fixOfFinding(t: TFunction, { code }: Finding): string | null {
  return isFix(code) ? t(`doctor.fix.${code}`) : null
}

/** Everything that was found as plain text, with the codes, to be sent to whoever can help. */
export function checkReport(
  t: TFunction,
  names: readonly CheckName[],
  { checks }: ConnectionCheckState,
): string {
  const lines = names.flatMap((name) => {
    const state = checks[name]
    if (state.kind !== 'found') return []
    const { finding } = state
    return [
      t('doctor.reportLine', {
        check: t(`doctor.check.${name}`),
        text: findingText(t, finding),
        code: finding.code,
      }),
    ]
  })
  return `${[t('doctor.reportHead'), ...lines].join('\n')}\n`
}

function isFix(code: string): code is Fix {
  return Object.hasOwn(doctor.fix, code)
}

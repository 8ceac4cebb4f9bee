import path from 'node:path'
import { root } from '../bootstrap/paths.mjs'

/**
 * What one run of Vitest came to, read from its JSON report (undefined when it wrote none) and its exit code. A run that
 * ended badly without a failed test (a file that cannot be loaded, an unhandled error, a crash, a stage without
 * tests) counts one failure, so that it can never look like success in the sum.
 */
export function stageResult(report, exitCode) {
  const passed = report?.numPassedTests ?? 0
  const counted = report?.numFailedTests ?? 0
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  const broken = counted === 0 && (exitCode !== 0 || !report || report.success === false)
  return { passed, failed: broken ? 1 : counted, skipped, broken, failures: failuresIn(report) }
}

/** What has failed, a line each: the test's file and its whole name, and the first line of what it says. */
function failuresIn(report) {
  return (report?.testResults ?? []).flatMap(({ name: file, assertionResults = [] }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages = [] }) => {
        const [said = ''] = (failureMessages[0] ?? '').split('\n')
        return `${path.relative(root, file)} > ${fullName}${said && `: ${said}`}`
      }),
  )
}

export function addResults(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  const failures = results.flatMap((result) => result.failures)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), failures }
}

/** The last line of `npm test`. Tools read it: nothing else may stand in it. */
export function summaryLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}

/** A run without a failure is a success only if it tested something. */
export function exitCodeFor({ passed, failed }) {
  return failed > 0 || passed === 0 ? 1 : 0
}

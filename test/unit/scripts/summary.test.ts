import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../../scripts/bootstrap/paths.mjs'
import { chooseStages, STAGES } from '../../../scripts/testing/stages.mjs'
import { addResults, exitCodeFor, stageResult, summaryLine } from '../../../scripts/testing/summary.mjs'

const report = (passed: number, failed: number, success = failed === 0) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 2,
  numTodoTests: 1,
  success,
})

describe('stageResult', () => {
  it('takes the counts of a run that ended as its report says', () => {
    expect(stageResult(report(7, 0), 0)).toEqual({
      passed: 7,
      failed: 0,
      skipped: 3,
      broken: false,
      failures: [],
    })
    expect(stageResult(report(7, 2), 1)).toMatchObject({ passed: 7, failed: 2, skipped: 3, broken: false })
  })

  it.each([
    ['an unhandled error, with every test passed', report(7, 0), 1],
    ['a file that could not be loaded', report(7, 0, false), 1],
    ['a report that calls itself a failure', report(7, 0, false), 0],
    ['a crash before the report', undefined, 139],
    ['no report, whatever the exit code', undefined, 0],
  ])('counts one failure for %s', (_, given, code) => {
    expect(stageResult(given, code)).toMatchObject({ failed: 1, broken: true })
  })
})

it('names each test that has failed, of all stages', () => {
  const failed = {
    fullName: 'a call goes on',
    status: 'failed',
    failureMessages: ['Error: cut\n    at line 3'],
  }
  const passed = { fullName: 'a call begins', status: 'passed', failureMessages: [] }
  const file = path.join(root, 'test/e2e/call.test.ts')
  const result = stageResult(
    { ...report(1, 1), testResults: [{ name: file, assertionResults: [passed, failed] }] },
    1,
  )
  expect(addResults([stageResult(report(3, 0), 0), result]).failures).toEqual([
    'test/e2e/call.test.ts > a call goes on: Error: cut',
  ])
})

describe('the last line and the exit code', () => {
  it('adds the stages up in exactly this form', () => {
    const sum = addResults([stageResult(report(100, 0), 0), stageResult(report(20, 1), 1)])
    expect(summaryLine(sum)).toBe('120 passed, 1 failed')
    expect(exitCodeFor(sum)).toBe(1)
  })

  it('is a success only without failures and with tests', () => {
    expect(exitCodeFor({ passed: 120, failed: 0 })).toBe(0)
    expect(exitCodeFor({ passed: 0, failed: 0 })).toBe(1)
    expect(exitCodeFor(addResults([]))).toBe(1)
  })
})

describe('chooseStages', () => {
  it('runs everything when no stage is named', () => {
    expect(chooseStages([])).toEqual({ stages: STAGES, checks: true, vitestArgs: [] })
    expect(chooseStages(['-t', 'unit'])).toEqual({ stages: STAGES, checks: true, vitestArgs: ['-t', 'unit'] })
  })

  it('runs the named ones and hands the rest to Vitest', () => {
    const { stages, checks, vitestArgs } = chooseStages(['unit', 'e2e', '-t', 'chat'])
    expect(stages.map((stage) => stage.name)).toEqual(['unit', 'e2e'])
    expect(checks).toBe(false)
    expect(vitestArgs).toEqual(['-t', 'chat'])
  })
})

import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { durationText } from '../bootstrap/durations.mjs'
import { root } from '../bootstrap/paths.mjs'
import { stageResult } from './summary.mjs'
import { VirtualDisplay } from './VirtualDisplay.mjs'

const VITEST = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')

/** Runs one stage's tests with their usual output, and resolves to its counts. */
export async function runStage(stage, vitestArgs, env) {
  console.log(`\n── ${stage.name} tests ──`)
  const startedAt = performance.now()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hearth-test-'))
  const display = stage.window && needsDisplay(env) ? await VirtualDisplay.create() : undefined
  try {
    const report = path.join(folder, 'report.json')
    const args = [
      VITEST,
      'run',
      ...stage.projects.flatMap((name) => ['--project', name]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...vitestArgs,
    ]
    const code = await runLimited(args, display ? { ...env, DISPLAY: display.name } : env, stage.limitMs)
    const result = stageResult(readReport(report), code)
    const counts = `${result.passed} passed, ${result.failed} failed${result.skipped ? `, ${result.skipped} skipped` : ''}`
    console.log(`── ${stage.name}: ${counts} (${durationText(performance.now() - startedAt)}) ──`)
    if (result.broken)
      console.log(`${stage.name} counts as failed although no test did: ${brokenReason(code)}`)
    return result
  } finally {
    display?.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function needsDisplay(env) {
  return process.platform === 'linux' && !env.DISPLAY
}

function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function brokenReason(code) {
  if (code === 124) return 'it took too long and was ended.'
  return 'it found no test, could not load a file, or met an error outside of any test; see above.'
}

/**
 * In CI a stage that hangs is ended with everything that it started, hence the process group of its own; a
 * person can press Ctrl+C, and may be sitting in a debugger.
 */
function runLimited(args, env, limitMs) {
  const unattended = Boolean(env.CI) && process.platform !== 'win32'
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: unattended,
    })
    let timedOut = false
    const end = (signal) => {
      if (unattended && child.pid) process.kill(-child.pid, signal)
      else child.kill(signal)
    }
    const timer = setTimeout(() => {
      timedOut = unattended
      if (unattended) end('SIGKILL')
    }, limitMs)
    timer.unref()
    const forward = (signal) => end(signal)
    process.on('SIGTERM', forward)
    process.on('SIGINT', forward)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      process.off('SIGTERM', forward)
      process.off('SIGINT', forward)
      resolve(timedOut ? 124 : (code ?? 1))
    })
  })
}

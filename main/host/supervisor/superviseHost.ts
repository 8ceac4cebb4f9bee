import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { supervisor as texts } from '../../../renderer/locales/en/system/supervisor.ts'
import { interpolate } from '../../../renderer/locales/interpolate.ts'
import type { Stop } from '../../../protocol/hostProcess/shutdown.ts'
import { RestartBudget } from '../../supervision/RestartBudget.ts'
import { SighupRelay } from './SighupRelay.ts'
import { isRunning, type StopOrder, SUPERVISED } from './supervisorMessages.ts'
import { watchHost } from './watchHost.ts'

/** The host says goodbye within half a second. Past this it hangs and is killed, before a process manager kills us. */
const STOP_MS = 4000

/**
 * V8 lets what is young grow to 16 MiB before it looks what of it is still needed. A host makes little that is young: 1 MiB
 * gave back 6 MiB of an empty host's memory.
 */
const THRIFTY = ['--max-semi-space-size=1']
/** The C library gives each thread memory of its own; a host's threads wait for the disk. Gave back another 6 MiB. */
const ONE_ARENA = { MALLOC_ARENA_MAX: '1' }

interface End {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/**
 * Runs the host in a process of its own and starts it anew when it dies or hangs, on the port that it had. This process stays
 * small: it knows nothing of settings and meetings.
 *
 * @param program the file of the command line, which is started once more.
 * @param args what it was given.
 * @returns the exit code: that of a host that has stopped or could not start; 1 for one that was forced to stop or
 *   dies again and again.
 */
export async function superviseHost(program: string, args: readonly string[]): Promise<number> {
  const budget = new RestartBudget()
  const stopping = new AbortController()
  let host: ChildProcess | null = null
  let port: number | null = null

  /** A second wish to stop does not wait for anybody. */
  const stop = (how: Stop) => {
    if (stopping.signal.aborted) {
      host?.kill('SIGKILL')
      return
    }
    stopping.abort()
    const running = host
    if (running === null) return
    const order: StopOrder = { type: 'stop', how }
    running.send(order, () => undefined)
    setTimeout(() => running.kill('SIGKILL'), STOP_MS).unref()
  }
  process.on('SIGINT', () => stop('ended'))
  process.on('SIGTERM', () => stop('restarting'))
  const hangup = new SighupRelay(() => host)

  for (;;) {
    const started = start(program, args, port)
    host = started
    host.on('message', (data) => {
      if (!isRunning(data)) return
      watchHost(started, () => say(texts.hangs))
      port = data.port
      hangup.running(data.takesHangup)
    })
    const { code, signal } = await endOf(host)
    host = null
    hangup.gone()
    if (stopping.signal.aborted) return code ?? 1
    // Somebody has told the host itself to stop.
    if (code === 0) return 0
    // It could not start and has said why.
    if (code !== null && port === null) return code
    const pauseMs = budget.next(performance.now())
    if (pauseMs === null) {
      say(texts.diesAgain)
      return 1
    }
    const how = signal ?? interpolate(texts.exitCode, { code: code ?? '' })
    say(interpolate(texts.restarted, { how }))
    await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    if (stopping.signal.aborted) return 0
  }
}

function start(program: string, args: readonly string[], port: number | null): ChildProcess {
  return fork(program, args, {
    execArgv: [...process.execArgv, ...THRIFTY],
    env: { ...ONE_ARENA, ...process.env, [SUPERVISED]: port === null ? '' : String(port) },
  })
}

/** Resolves when the process is gone, or could not be made. */
function endOf(host: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    host.once('exit', (code, signal) => resolve({ code, signal }))
    host.on('error', (error) => {
      if (host.pid !== undefined) return
      say(interpolate(texts.noProcess, { detail: error.message }))
      resolve({ code: 1, signal: null })
    })
  })
}

function say(sentence: string): void {
  process.stderr.write(`hearth: ${sentence}\n`)
}

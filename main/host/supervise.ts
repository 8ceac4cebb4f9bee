import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import type { Stop } from '../signaling/goodbyes.ts'
import { RestartBudget } from '../supervision/RestartBudget.ts'
import { runningSchema, type StopOrder, SUPERVISED } from './supervisorMessages.ts'

/** The host says goodbye within half a second. Past this it hangs and is killed, before a process manager kills us. */
const STOP_MS = 4000

interface End {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/**
 * Runs the host in a process of its own and starts it anew when it dies, on the port that it had. This process stays
 * small: it knows settings and nothing of meetings.
 *
 * @param program the file of the command line, which is started once more.
 * @param args what it was given.
 * @param passHangup whether SIGHUP is for the host, which reads its certificate anew; else it ends both.
 * @returns the exit code: that of a host that has stopped or could not start; 1 for one that was forced to stop or
 *   dies again and again.
 */
export async function supervise(
  program: string,
  args: readonly string[],
  passHangup: boolean,
): Promise<number> {
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
  if (passHangup) process.on('SIGHUP', () => host?.kill('SIGHUP'))

  for (;;) {
    host = start(program, args, port)
    host.on('message', (data) => {
      const parsed = runningSchema.safeParse(data)
      if (parsed.success) port = parsed.data.port
    })
    const { code, signal } = await endOf(host)
    host = null
    if (stopping.signal.aborted) return code ?? 1
    // Somebody has told the host itself to stop.
    if (code === 0) return 0
    // It could not start and has said why.
    if (code !== null && port === null) return code
    const pauseMs = budget.next(performance.now())
    if (pauseMs === null) {
      say('The host has died several times within a minute and is not started again. What it said is above.')
      return 1
    }
    say(`The host has died (${signal ?? `exit code ${code}`}) and is started again.`)
    await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    if (stopping.signal.aborted) return 0
  }
}

function start(program: string, args: readonly string[], port: number | null): ChildProcess {
  return fork(program, args, { env: { ...process.env, [SUPERVISED]: port === null ? '' : String(port) } })
}

/** Resolves when the process is gone, or could not be made. */
function endOf(host: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    host.once('exit', (code, signal) => resolve({ code, signal }))
    host.on('error', (error) => {
      if (host.pid !== undefined) return
      say(`The host's process cannot be made: ${error.message}`)
      resolve({ code: 1, signal: null })
    })
  })
}

function say(sentence: string): void {
  process.stderr.write(`hearth: ${sentence}\n`)
}

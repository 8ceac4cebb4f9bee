import { spawn } from 'node:child_process'

const KEPT_LINES = 200

/**
 * Runs a program without showing its output, and resolves to its exit code and its last lines
 * (both streams, as they came). Never rejects: a program that cannot be started answers code 127, one
 * that took longer than `timeoutMs` is ended and answers 124, as the shell's tools do.
 */
export function run(command, args, { cwd, env, timeoutMs, onLine } = {}) {
  return new Promise((resolve) => {
    const lines = []
    const keep = (line) => {
      if (line === '') return
      lines.push(line)
      if (lines.length > KEPT_LINES) lines.shift()
      onLine?.(line)
    }
    let timedOut = false
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const timer =
      timeoutMs &&
      setTimeout(() => {
        timedOut = true
        child.kill('SIGKILL')
      }, timeoutMs)
    const finish = (code) => {
      clearTimeout(timer)
      resolve({ code, lines, output: lines.join('\n') })
    }
    readLines(child.stdout, keep)
    readLines(child.stderr, keep)
    child.on('error', (error) => {
      keep(error.message)
      // Signals that cannot be sent are errors too; only a child that never started has no pid and no end.
      if (child.pid === undefined) finish(127)
    })
    child.on('close', (code) => finish(timedOut ? 124 : (code ?? 128)))
  })
}

/** Calls `onLine` for each line of a stream, the last one also without a line break. */
function readLines(stream, onLine) {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk) => {
    const parts = (rest + chunk).split(/\r?\n|\r/)
    rest = parts.pop()
    for (const line of parts) onLine(line)
  })
  stream.on('end', () => onLine(rest))
}

/**
 * Runs a program in the foreground, with our own input and output, and resolves to its exit code.
 * Signals that reach us are passed on, so that ending `npm start` ends what it started.
 */
export function runForeground(command, args, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' })
    const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => {
      // Ctrl+C in a terminal reaches the whole process group: the child has it already, and
      // many programs take a second one for "now, without tidying up".
      const handler = () => (name === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(name))
      process.on(name, handler)
      return [name, handler]
    })
    const release = () => {
      for (const [name, handler] of handlers) process.off(name, handler)
    }
    child.on('error', (error) => {
      release()
      reject(error)
    })
    child.on('close', (code, signal) => {
      release()
      resolve(exitCode(code, signal))
    })
  })
}

/** The shell's convention for a program that a signal ended: 128 and the signal's number. */
function exitCode(code, signal) {
  if (code !== null) return code
  return 128 + ({ SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }[signal] ?? 0)
}

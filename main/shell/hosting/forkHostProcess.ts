import { type UtilityProcess, utilityProcess } from 'electron'
import type { HostProcess } from './HostProcess.ts'

/**
 * Starts the host in a process of its own, so that neither the window nor the host takes the other down.
 *
 * @param path the built `hostProcess.js`.
 * @param env what the process sees instead of the app's environment.
 */
export function forkHostProcess(path: string, env: Readonly<Record<string, string>>): HostProcess {
  const child = utilityProcess.fork(path, [], { serviceName: 'Hearth host', env: { ...env } })
  return {
    post: (message) => child.postMessage(message),
    kill: () => end(child),
    onMessage: (listener) => {
      child.on('message', listener)
    },
    onExit: (listener) => {
      child.on('exit', listener)
    },
  }
}

/** Electron's own `kill` asks with SIGTERM, which the host leaves to the app, and which one that hangs cannot heed. */
function end(child: UtilityProcess): void {
  const { pid } = child
  if (pid === undefined) {
    child.kill()
    return
  }
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

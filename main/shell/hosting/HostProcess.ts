import type { ShellToHost } from '../../../protocol/hostProcess/messages.ts'

/** The host's process, as far as the shell uses it. Electron's utility process in the app, any process in tests. */
export interface HostProcess {
  post(message: ShellToHost): void
  /** Ends it at once. `onExit` still follows. */
  kill(): void
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: (code: number) => void): void
}

import type { ChildProcess } from 'node:child_process'
import { hostPatience } from '../../supervision/hostPatience.ts'
import { watchForHang } from '../../supervision/watchForHang.ts'
import { isPong, ping } from './supervisorMessages.ts'

/**
 * Kills a host that no longer answers: its end is noticed, and it is started again.
 *
 * @param onHang called once, right before.
 */
export function watchHost(host: ChildProcess, onHang: () => void): void {
  let answered: (() => void) | null = null
  host.on('message', (data) => {
    if (isPong(data)) answered?.()
  })
  const stop = watchForHang(
    {
      answers: () =>
        new Promise<void>((resolve) => {
          answered = resolve
          host.send(ping, () => undefined)
        }),
      kill: () => {
        stop()
        onHang()
        host.kill('SIGKILL')
      },
    },
    hostPatience,
  )
  host.once('exit', stop)
}

import { ipcMain } from 'electron'
import { type IpcCall, ipcCalls } from '../../../protocol/ipc/ipc.ts'
import type { Log } from '../log.ts'
import { handleIpcCall, type IpcHandlers } from './handleIpcCall.ts'
import { isOwnPage } from './isOwnPage.ts'

/**
 * Opens one channel per call of the table, and none besides.
 *
 * @param windowId the web contents of the app's window, null while there is none.
 */
export function serveIpc(handlers: IpcHandlers, windowId: () => number | null, log: Log): void {
  for (const call of Object.keys(ipcCalls) as IpcCall[]) {
    ipcMain.handle(call, (event, params: unknown) => {
      const own = isOwnPage(event.senderFrame, event.sender.id, windowId())
      return handleIpcCall(call, handlers[call], params, own, log)
    })
  }
}

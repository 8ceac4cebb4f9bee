import { type IpcErrorCode, ipcErrors } from '../../protocol/ipc/answer.ts'

/** A refusal on its way to the window. */
export class ShellError extends Error {
  readonly code: IpcErrorCode

  constructor(code: IpcErrorCode) {
    super(ipcErrors[code])
    this.name = 'ShellError'
    this.code = code
  }
}

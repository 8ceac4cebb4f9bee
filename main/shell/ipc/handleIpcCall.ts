import { type IpcCall, type IpcParams, type IpcResult, ipcCalls } from '../../../protocol/ipc/ipc.ts'
import { type IpcAnswer, type IpcErrorCode, ipcErrors } from '../../../protocol/ipc/answer.ts'
import type { Log } from '../log.ts'
import { ShellError } from '../ShellError.ts'

/** What the shell does on each call of the window. */
export type IpcHandlers = {
  readonly [C in IpcCall]: (params: IpcParams<C>) => Promise<IpcResult<C>>
}

function refusal(code: IpcErrorCode): IpcAnswer {
  return { ok: false, code, message: ipcErrors[code] }
}

/**
 * Answers one call: checks who asks, reads the parameters, acts. Never rejects: every refusal has a code, and
 * what went wrong inside stays inside.
 *
 * @param own whether the call comes from the app's own page.
 */
export async function handleIpcCall<C extends IpcCall>(
  call: C,
  handler: IpcHandlers[C],
  data: unknown,
  own: boolean,
  log: Log,
): Promise<IpcAnswer> {
  if (!own) {
    log.warn(`refused ${call} from a foreign page`)
    return refusal('forbidden')
  }
  const params = ipcCalls[call].params.safeParse(data)
  if (!params.success) return refusal('bad_params')
  try {
    return { ok: true, result: await handler(params.data as IpcParams<C>) }
  } catch (error) {
    if (error instanceof ShellError) return refusal(error.code)
    log.warn(`${call} failed: ${error instanceof Error ? error.name : 'unknown error'}`)
    return refusal('internal')
  }
}

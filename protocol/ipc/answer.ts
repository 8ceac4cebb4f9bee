import { z } from 'zod'

/**
 * How every IPC call is answered. An error crosses as data, because Electron turns a thrown one into a sentence
 * of its own and drops everything but the text.
 */
export const ipcAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
])
export type IpcAnswer = z.infer<typeof ipcAnswerSchema>

/** Every refusal of the shell: a stable code for programs and a sentence for people. */
export const ipcErrors = {
  forbidden: 'This page may not use the app.',
  bad_params: 'The app did not understand the request.',
  no_such_source: 'That screen or window is not there any more.',
  managed: 'Your organisation has set this. It cannot be changed here.',
  turned_off: 'Your organisation has turned this off.',
  internal: 'Something went wrong in the app. Try again.',
} as const
export type IpcErrorCode = keyof typeof ipcErrors

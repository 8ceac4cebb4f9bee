import { resolve } from 'node:path'

export interface ProgramCall {
  readonly argv: readonly string[]
  /** True where the program is a bare Electron that was told which folder to run, as in development. */
  readonly bare: boolean
  readonly appPath: string
  readonly workingDirectory: string
}

/**
 * The words of the command line that are meant for the app. Behind a bare Electron stand its own switches and the
 * app's folder first: `electron --no-sandbox . --room demo`.
 */
export function appArguments(call: ProgramCall): readonly string[] {
  const words = call.argv.slice(1)
  if (!call.bare) return words
  const appAt = words.findIndex((word) => resolve(call.workingDirectory, word) === call.appPath)
  return words.slice(appAt + 1)
}

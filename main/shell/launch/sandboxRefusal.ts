import { catalogue } from '../../../renderer/locales/catalogue.ts'

/** How Chromium is started, and who can have said so. */
export interface SandboxFacts {
  /** It was told to do without its sandbox. */
  readonly off: boolean
  /** Where the AppImage lies that runs; undefined in any other package. */
  readonly appImage: string | undefined
  /** `HEARTH_NO_SANDBOX`. */
  readonly agreed: string | undefined
}

/**
 * Why an AppImage is not to run: its own starter leaves Chromium's sandbox off wherever it believes that there can be
 * none, and tells nobody. Whoever wants that says so.
 *
 * @returns a sentence for the person; null: it may run.
 */
export function sandboxRefusal({ off, appImage, agreed }: SandboxFacts): string | null {
  const said = agreed !== undefined && ['1', 'true', 'yes', 'on'].includes(agreed.toLowerCase())
  return off && appImage !== undefined && !said ? catalogue.t('command.app.noSandbox') : null
}

import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from 'electron'

export interface LoginItem {
  /** The program with its words. */
  readonly command: readonly string[]
  /** Where the desktop looks for what it starts, on Linux. */
  readonly configFolder: string
}

/** A word of a desktop entry's Exec line. */
function quoted(word: string): string {
  return `"${word.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`
}

/** Starts the app with the computer's session, out of sight, or does so no longer. */
export async function startAtLogin(
  app: Pick<App, 'setLoginItemSettings'>,
  platform: NodeJS.Platform,
  on: boolean,
  { command, configFolder }: LoginItem,
): Promise<void> {
  if (platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: on, args: command.slice(1) })
    return
  }
  const file = join(configFolder, 'autostart', 'hearth.desktop')
  if (!on) return rm(file, { force: true })
  await mkdir(join(configFolder, 'autostart'), { recursive: true })
  const exec = command.map(quoted).join(' ')
  await writeFile(file, `[Desktop Entry]\nType=Application\nName=Hearth\nExec=${exec}\nTerminal=false\n`)
}

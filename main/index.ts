import { app } from 'electron'
import { catalogue } from '../renderer/locales/catalogue.ts'
import { parseCommandLine, type ShellOptions } from './shell/launch/parseCommandLine.ts'
import { consoleLog } from './shell/log.ts'
import { readInvitationFile } from './shell/launch/readInvitationFile.ts'
import { type LaunchTarget, readOpened } from './shell/launch/LaunchTarget.ts'
import { appArguments } from './shell/launch/appArguments.ts'
import { prepareElectron } from './shell/launch/prepareElectron.ts'
import { sandboxRefusal } from './shell/launch/sandboxRefusal.ts'
import { Shell } from './shell/app/Shell.ts'

const { t } = catalogue

/** The app as Electron starts it: reads the command line, makes sure that it runs once, and opens the shell. */
function start(): void {
  const commandLine = parseCommandLine(
    appArguments({
      argv: process.argv,
      bare: !app.isPackaged,
      appPath: app.getAppPath(),
      workingDirectory: process.cwd(),
    }),
  )
  switch (commandLine.type) {
    case 'help':
    case 'version':
      process.stdout.write(commandLine.text)
      return app.exit(0)
    case 'mistake':
      process.stderr.write(`hearth: ${commandLine.message}\n`)
      return app.exit(2)
    case 'run':
      return run(commandLine.options)
    default:
      return commandLine satisfies never
  }
}

function run(options: ShellOptions): void {
  const off = app.commandLine.hasSwitch('no-sandbox')
  const { APPIMAGE: appImage, HEARTH_NO_SANDBOX: agreed } = process.env
  const refusal = sandboxRefusal({ off, appImage: app.isPackaged ? appImage : undefined, agreed })
  if (refusal !== null) {
    process.stderr.write(`hearth: ${refusal}\n`)
    return app.exit(1)
  }
  const opened = openedWith(options)
  if (!app.requestSingleInstanceLock(opened)) {
    process.stderr.write(`hearth: ${t('command.app.runsAlready')}\n`)
    return app.exit(0)
  }
  prepareElectron()
  const shell = app.whenReady().then(() => Shell.create(options, opened, consoleLog))
  shell.catch((error: unknown) => {
    process.stderr.write(`hearth: ${t('command.app.noWindow', { detail: String(error) })}\n`)
    app.exit(1)
  })
  const open = (what: LaunchTarget) => void shell.then((running) => running.open(what))
  // macOS hands over what was opened by an event; elsewhere it stands on the command line.
  app.on('open-url', (event, link) => {
    event.preventDefault()
    open(readOpened({ type: 'link', link }))
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    open(readInvitationFile(path))
  })
  app.on('second-instance', (_event, _argv, _directory, second) => open(readOpened(second)))
}

function openedWith({ link, file }: ShellOptions): LaunchTarget {
  if (file !== null) return readInvitationFile(file)
  return link === null ? { type: 'nothing' } : { type: 'link', link }
}

start()

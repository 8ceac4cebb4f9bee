import { app } from 'electron'
import { catalogue } from '../renderer/locales/catalogue.ts'
import { parseCommandLine, type ShellOptions } from './shell/commandLine.ts'
import { consoleLog } from './shell/log.ts'
import { openedLink, type SecondStart } from './shell/openedLink.ts'
import { ownWords } from './shell/ownWords.ts'
import { prepareElectron } from './shell/prepareElectron.ts'
import { Shell } from './shell/Shell.ts'

const { t } = catalogue

/** The app as Electron starts it: reads the command line, makes sure that it runs once, and opens the shell. */
function start(): void {
  const commandLine = parseCommandLine(
    ownWords({
      argv: process.argv,
      bare: !app.isPackaged,
      appPath: app.getAppPath(),
      workingDirectory: process.cwd(),
    }),
  )
  switch (commandLine.type) {
    case 'help':
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
  const data: SecondStart = { link: options.link }
  if (!app.requestSingleInstanceLock(data)) {
    process.stderr.write(`hearth: ${t('command.app.runsAlready')}\n`)
    return app.exit(0)
  }
  prepareElectron()
  const shell = app.whenReady().then(() => Shell.create(options, consoleLog))
  shell.catch((error: unknown) => {
    process.stderr.write(`hearth: ${t('command.app.noWindow', { detail: String(error) })}\n`)
    app.exit(1)
  })
  // macOS hands over a link that was opened by an event; elsewhere it stands on the command line.
  app.on('open-url', (event, link) => {
    event.preventDefault()
    void shell.then((opened) => opened.openLink(openedLink({ link })))
  })
  app.on('second-instance', (_event, _argv, _directory, second) => {
    void shell.then((opened) => opened.openLink(openedLink(second)))
  })
}

start()

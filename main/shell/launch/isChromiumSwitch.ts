/**
 * Switches that Electron, Chromium and Node read themselves. There are thousands; these are the families that
 * people, launchers and test tools really give to an app. Of the others, those that look like one of ours are typing mistakes.
 */
const families = [
  'allow-',
  'auto-',
  'disable-',
  'enable-',
  'font-',
  'force-',
  'host-',
  'ignore-',
  'inspect',
  'js-flags',
  'lang',
  'log-',
  'enable-logging',
  'no-',
  'ozone-',
  'password-store',
  'proxy-',
  'remote-debugging-',
  'trace-',
  'unsafely-',
  'use-',
  'user-data-dir',
  'in-process-gpu',
  'single-process',
  'high-dpi-support',
  'touch-events',
  'gtk-version',
  'class',
  'gapplication-service',
  'original-process-start-time',
  'autoplay-policy',
  'v',
  'vmodule',
]
const pattern = new RegExp(
  `^--(?:${families.map((name) => (name.endsWith('-') ? `${name}.+` : name)).join('|')})(?:[-=].*)?$`,
)

/** Whether a word of the command line is a switch for Electron or Chromium, such as `--no-sandbox`, or one that macOS adds. */
export function isChromiumSwitch(word: string): boolean {
  return pattern.test(word) || /^-psn_\d/.test(word)
}

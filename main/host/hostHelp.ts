import { type Setting, settings } from './settings.ts'

const FLAG_WIDTH = 20

/** The settings with their defaults, for `--help`: made from the schema, so that it cannot be out of date. */
export function hostHelp(): string {
  return [
    'Hosts meetings without a window.',
    '',
    'Usage: hearth host [--room NAME] [--config FILE] [flags]',
    '',
    line('room', 'room that the printed invite links lead to'),
    line('config', 'JSON file with settings, keyed by the flags below without their dashes', [
      'HEARTH_CONFIG',
    ]),
    ...settings.map(({ flag, variable, olderVariables, ...setting }) =>
      line(flag, described(setting), [variable, ...olderVariables]),
    ),
    line('help', 'prints this'),
    '',
    'A flag goes before its variable in the environment, that before the file, and that before the [default].',
    'Durations are written as in 500ms, 30s, 2m; several values with commas between them.',
    '',
  ].join('\n')
}

function described({ description, defaultText }: Pick<Setting, 'description' | 'defaultText'>): string {
  return defaultText === null ? description : `${description} [${defaultText}]`
}

function line(flag: string, text: string, variables: readonly string[] = []): string {
  const first = `  ${`--${flag}`.padEnd(FLAG_WIDTH)} ${text}`
  if (variables.length === 0) return first
  return `${first}\n${' '.repeat(FLAG_WIDTH + 3)}environment: ${variables.join(', ')}`
}

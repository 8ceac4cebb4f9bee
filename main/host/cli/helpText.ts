import type { TFunction } from 'i18next'
import { type ConfigOption, configOptions } from '../config/configOptions.ts'

const FLAG_WIDTH = 20

/** The settings with their defaults, for `--help`: made from the schema, so that it cannot be out of date. */
export function helpText(t: TFunction): string {
  return [
    t('command.help.title'),
    '',
    t('command.help.usage'),
    '',
    line('room', t('command.help.room'), environment('HEARTH_ROOM')),
    line('config', t('command.help.config'), environment('HEARTH_CONFIG')),
    ...configOptions.map(({ flag, variable, olderVariables, ...setting }) =>
      line(flag, described(setting), environment(variable, ...olderVariables)),
    ),
    line('help', t('command.help.help')),
    '',
    t('command.help.order'),
    t('command.help.values'),
    '',
  ].join('\n')

  function described({ name, defaultText }: Pick<ConfigOption, 'name' | 'defaultText'>): string {
    const text = t(`hostSettings.${name}`)
    return defaultText === null ? text : `${text} [${defaultText}]`
  }

  function environment(...variables: readonly string[]): string {
    return t('command.help.environment', { variables: variables.join(', ') })
  }
}

function line(flag: string, text: string, below?: string): string {
  const first = `  ${`--${flag}`.padEnd(FLAG_WIDTH)} ${text}`
  return below === undefined ? first : `${first}\n${' '.repeat(FLAG_WIDTH + 3)}${below}`
}

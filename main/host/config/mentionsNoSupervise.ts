import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { expandPath } from './expandPath.ts'

/**
 * Whether the settings, wherever they may stand, say anything of `--no-supervise`. What they say only the schema knows,
 * which is not loaded for this: whoever supervises needs no other setting and stays small.
 *
 * @param args what follows the command.
 */
export function mentionsNoSupervise(args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  if (args.some((word) => word.startsWith('--no-supervise')) || env['HEARTH_NO_SUPERVISE']) return true
  const options = { config: { type: 'string' as const } }
  const { config } = parseArgs({ args: [...args], options, strict: false }).values
  const file = config ?? env['HEARTH_CONFIG']?.replaceAll(/^\s*"|"\s*$/g, '')
  const whole = typeof file === 'string' ? expandPath(file, '.') : null
  return whole?.ok === true && textOf(whole.path).includes('no-supervise')
}

/** Nothing of a file that cannot be read: the host says what is wrong with it. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

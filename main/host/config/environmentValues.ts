import { type ConfigOption, configOptions } from './configOptions.ts'

/** A value in the environment, and the variable that it stands in. */
export interface EnvironmentValue {
  readonly variable: string
  readonly value: string
}

/** Variables that begin like the settings and are read by other parts: the app, and the scripts that build and start it. */
const otherVariables = [
  'HEARTH_CACHE',
  'HEARTH_CHROMIUM',
  'HEARTH_HEADLESS_SHELL',
  'HEARTH_NO_SANDBOX',
  'HEARTH_POLICY_FILE',
  'HEARTH_SUPERVISED',
  'HEARTH_UPDATE_SIGNING_KEY',
  'HEARTH_VERBOSE',
  'HEARTH_WORKER_SHA256',
]

/** The variables that the host itself reads. */
export const hostVariables: readonly string[] = [
  'HEARTH_CONFIG',
  'HEARTH_ROOM',
  ...configOptions.map(({ variable }) => variable),
]
export const knownVariables: readonly string[] = [...hostVariables, ...otherVariables]

/** What Kubernetes and Docker set for each service that a container can reach, here for one whose name begins with "hearth". */
const SERVICE_VARIABLE =
  /^HEARTH_(?:\w+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?|NAME|ENV_\w+)$/
const SERVICE_ADDRESS = /^(?:tcp|udp|sctp):\/\//i

/** Whether a variable is there because some service has a name like ours, and says nothing about this host. */
export function isOfService(variable: string, value: string): boolean {
  const isSetting = hostVariables.includes(variable)
  if (isSetting) return /_PORT$/.test(variable) && SERVICE_ADDRESS.test(value)
  return SERVICE_VARIABLE.test(variable) || (/_PORT$/.test(variable) && SERVICE_ADDRESS.test(value))
}

/**
 * What a variable says. One that is empty is not set, which is how services and containers switch one off; quotation marks
 * around the whole are those that `docker --env-file` leaves where they stand.
 */
export function environmentText(variable: string, env: NodeJS.ProcessEnv): string | null {
  const text = env[variable]?.trim() ?? ''
  const plain = /^(["'])(.*)\1$/s.exec(text)?.[2]?.trim() ?? text
  return plain === '' || isOfService(variable, plain) ? null : plain
}

/** What the environment says of a setting. */
export function environmentValue(
  option: Pick<ConfigOption, 'variable' | 'olderVariables'> & { readonly name: string },
  env: NodeJS.ProcessEnv,
  olderVariables: boolean,
): EnvironmentValue | null {
  for (const variable of [option.variable, ...(olderVariables ? option.olderVariables : [])]) {
    const text = environmentText(variable, env)
    if (text === null) continue
    const value = variable === 'SERVER_ADDR' ? partOfServerAddress(text, option.name) : text
    if (value !== null) return { variable, value }
  }
  return null
}

/** Variables that look like settings and are none. Windows knows no small letters in their names. */
export function strayVariables(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): { readonly unknown: readonly string[]; readonly ofService: readonly string[] } {
  const found = Object.keys(env).filter((name) => /^HEARTH_/i.test(name) && env[name]?.trim() !== '')
  const ofService = found.filter((name) => isOfService(name, env[name]?.trim() ?? ''))
  const known = (name: string) => knownVariables.includes(platform === 'win32' ? name.toUpperCase() : name)
  return { unknown: found.filter((name) => !known(name) && !ofService.includes(name)), ofService }
}

/**
 * The host or the port of the older server's `:8080`, `127.0.0.1:8080`, `localhost:8080` or `[::1]:8080`.
 * Null where that part is left out; what cannot be read stays as it is, so that the schema's own sentence follows.
 */
function partOfServerAddress(text: string, part: string): string | null {
  const [, host, port] = /^(\[[\da-f:.]+\]|[^:]*):(\d+)$/i.exec(text) ?? []
  if (part === 'port') return port ?? text
  if (host === undefined) return text
  return host === '' ? null : host
}

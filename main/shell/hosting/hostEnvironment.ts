import { join } from 'node:path'

export interface HostEnvironmentOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** Folder of the packed app's resources; null when it runs from the source tree. */
  readonly resourcesPath: string | null
}

/** The media worker is a program, and a program cannot be started from inside the packed archive. */
export function packedWorker(resourcesPath: string, platform: NodeJS.Platform): string {
  const file = platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker'
  return join(resourcesPath, 'media', file)
}

/** The environment of the host's process: the app's own, and where the media worker lies in a packed app. */
export function hostEnvironment(options: HostEnvironmentOptions): Record<string, string> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(options.env)) {
    if (value !== undefined) env[name] = value
  }
  if (options.resourcesPath !== null) {
    // Its hash is checked; one that the environment names could be anything.
    env['MEDIASOUP_WORKER_BIN'] = packedWorker(options.resourcesPath, options.platform)
  }
  return env
}

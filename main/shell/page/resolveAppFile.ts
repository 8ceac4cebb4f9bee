import { extname, join, normalize, sep } from 'node:path'
import { APP_SCHEME, isAppAddress } from '../../../protocol/appOrigin.ts'

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.tflite': 'application/octet-stream',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
  '.txt': 'text/plain; charset=utf-8',
}

export interface AppFile {
  readonly path: string
  readonly mimeType: string
}

/**
 * Which file of the built renderer an address of the app's scheme means.
 *
 * @param root absolute folder of the built renderer.
 * @returns null for an address of another origin, outside the folder, or of an unknown kind of file.
 */
export function resolveAppFile(root: string, address: string): AppFile | null {
  if (!isAppAddress(address)) return null
  let path: string
  try {
    path = decodeURIComponent(new URL(address).pathname)
  } catch {
    return null
  }
  // A backslash is a separator on Windows only, and a zero byte ends a name for the system but not for us.
  if (/[\\\0]/.test(path)) return null
  const full = normalize(join(root, path === '/' ? 'index.html' : path))
  if (!full.startsWith(normalize(root + sep))) return null
  const mimeType = mimeTypes[extname(full).toLowerCase()]
  return mimeType === undefined ? null : { path: full, mimeType }
}

/** Handed to Chromium before the app is ready: the rights of our scheme. */
export const appSchemePrivileges = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
} as const

import { readFile } from 'node:fs/promises'
import type { Session } from 'electron'
import { resolveAppFile } from './resolveAppFile.ts'
import { contentSecurityPolicy } from './contentSecurityPolicy.ts'
import type { APP_SCHEME } from '../../../protocol/appOrigin.ts'

const commonHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

async function answer(root: string, request: Request): Promise<Response> {
  const file =
    request.method === 'GET' || request.method === 'HEAD' ? resolveAppFile(root, request.url) : null
  if (file === null) return new Response('Not found', { status: 404, headers: commonHeaders })
  try {
    // Read through node:fs, not through a file: request, so that it also works inside the packed archive.
    const body = await readFile(file.path)
    return new Response(new Uint8Array(body), {
      headers: { ...commonHeaders, 'content-type': file.mimeType },
    })
  } catch {
    return new Response('Not found', { status: 404, headers: commonHeaders })
  }
}

/** Serves the built renderer, and nothing else on this computer, to pages of our own scheme. */
export function serveAppScheme(session: Session, scheme: typeof APP_SCHEME, root: string): void {
  session.protocol.handle(scheme, (request) => answer(root, request))
}

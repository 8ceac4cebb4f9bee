import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Health, Rooms } from '../../protocol/rest.ts'

export interface ApiOptions {
  /** The folder of the built web client. */
  readonly staticDir: string
  readonly health: () => Health
  readonly rooms: () => Rooms
}

/** Files with a hash in their names never change; everything else is asked for again each time. */
const FOREVER = 'public, max-age=31536000, immutable'

/** What browsers and operators get over HTTP: the web client, `GET /health`, `GET /rooms`. */
export function createApi({ staticDir, health, rooms }: ApiOptions): Hono {
  const api = new Hono()
  api.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(securityHeaders(context.req.header('host') ?? ''))) {
      context.res.headers.set(name, value)
    }
  })
  api.get('/health', (context) => {
    const answer = health()
    return context.json(answer, answer.status === 'ok' ? 200 : 503)
  })
  api.get('/rooms', (context) => context.json(rooms()))
  api.use(
    serveStatic({
      root: staticDir,
      onFound: (path, context) => {
        context.header('Cache-Control', path.includes('/assets/') ? FOREVER : 'no-cache')
      },
    }),
  )
  api.notFound((context) => context.json(failure('not_found', 'There is nothing at this address.'), 404))
  api.onError((_error, context) => {
    const status: ContentfulStatusCode = 500
    return context.json(failure('internal', 'Something went wrong on the host.'), status)
  })
  return api
}

function failure(code: string, message: string) {
  return { error: { code, message } }
}

/** What the page may do: its own files, its own host's socket, nothing else. */
function securityHeaders(host: string): Record<string, string> {
  // Older Safari does not count wss: as 'self'; a host header with odd letters gets no exception.
  const socket = /^[\w.:[\]-]+$/.test(host) ? ` wss://${host}` : ''
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "font-src 'self'",
      "img-src 'self' data: blob:",
      "media-src 'self' blob: mediastream:",
      `connect-src 'self'${socket}`,
      "worker-src 'self' blob:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy':
      'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self)',
    'Cross-Origin-Opener-Policy': 'same-origin',
  }
}

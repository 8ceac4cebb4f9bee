import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import type { ApiEnv, Caller } from './ApiEnv.ts'
import { errorBody } from './errorBody.ts'
import { pageRoutes, type PageRoutesOptions } from './pages/pageRoutes.ts'
import { operatorRoutes, type OperatorRoutesOptions } from './operations/operatorRoutes.ts'
import { securityHeaders } from './securityHeaders.ts'

/** Where requests are noted. Never a query, which names rooms and people. */
export interface ApiLog {
  debug(details: object, text: string): void
  error(details: { readonly request: string; readonly error: unknown }, text: string): void
}

export interface ApiOptions extends OperatorRoutesOptions, PageRoutesOptions {
  /** The folder of the built web client. */
  readonly staticDir: string
  /** Where the pages lie, with a slash at both ends: `/`, `/meet/`. */
  readonly pathPrefix: string
  /** Origins whose pages may read what this host answers. Nobody's by default. */
  readonly allowOrigin: readonly string[]
  readonly callerOf: (request: IncomingMessage) => Caller
  readonly log: ApiLog
}

/** Files with a hash in their names never change; everything else is asked for again each time. */
const FOREVER = 'public, max-age=31536000, immutable'

const MISDIRECTED = errorBody(
  'unknown_host',
  'This host does not answer to this name. Whoever runs it can allow it: --allow-host.',
)

/** What browsers and operators get over HTTP: the web client and the answers to operators. */
export function createApi(options: ApiOptions): Hono<ApiEnv> {
  const { pathPrefix, log } = options
  const api = new Hono<ApiEnv>()
  api.use(async (context, next) => {
    const [startedAt, request] = [performance.now(), randomBytes(6).toString('base64url')]
    context.set('request', request)
    context.set('caller', options.callerOf(context.env.incoming))
    if (context.var.caller.misdirected) context.res = context.json(MISDIRECTED, 421)
    else await next()
    for (const [name, value] of Object.entries(securityHeaders(context.var.caller.origin)))
      context.res.headers.set(name, value)
    const ms = Math.round(performance.now() - startedAt)
    log.debug({ request, method: context.req.method, status: context.res.status, ms }, 'http request')
  })
  if (options.allowOrigin.length > 0)
    api.use(
      cors({
        origin: [...options.allowOrigin],
        allowMethods: ['GET', 'HEAD'],
        allowHeaders: ['Authorization'],
      }),
    )
  // Supervisors need not know the prefix; the older server answered them at the root too.
  api.route('/', operatorRoutes(options))
  if (pathPrefix !== '/') {
    api.route(pathPrefix, operatorRoutes(options))
    for (const path of ['/', pathPrefix.slice(0, -1)]) api.get(path, (context) => intoPrefix(context, path))
  }
  api.route(pathPrefix, pageRoutes(options))
  api.use(`${pathPrefix}*`, pages(options))
  api.notFound((context) => context.json(errorBody('not_found', 'There is nothing at this address.'), 404))
  api.onError((error, context) => {
    log.error({ request: context.var.request, error }, 'http request failed')
    return context.json(errorBody('internal', 'Something went wrong on the host.'), 500)
  })
  return api

  /** Relative, so that it holds also where a proxy has put a prefix of its own before ours. */
  function intoPrefix(context: Context<ApiEnv>, path: string) {
    const target = path === '/' ? pathPrefix.slice(1) : pathPrefix.split('/').slice(-2).join('/')
    return context.redirect(`${target}${new URL(context.req.url).search}`, 307)
  }
}

function pages({ staticDir, pathPrefix }: ApiOptions) {
  return serveStatic<ApiEnv>({
    root: staticDir,
    // What is not below the prefix never gets here.
    rewriteRequestPath: (path) => path.slice(pathPrefix.length - 1),
    onFound: (path, context) => {
      context.header('Cache-Control', path.includes('/assets/') ? FOREVER : 'no-cache')
    },
  })
}

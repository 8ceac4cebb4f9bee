import { Hono, type MiddlewareHandler } from 'hono'
import { accepts } from 'hono/accepts'
import type { Health, Metrics, Rooms } from '../../../protocol/rest/operators.ts'
import type { ApiEnv } from '../ApiEnv.ts'
import { errorBody } from '../errorBody.ts'
import { hasBearerToken } from './hasBearerToken.ts'

export interface MetricsPage {
  readonly contentType: string
  readonly text: string
}

export interface OperatorRoutesOptions {
  /** The secret that opens metrics and rooms to everybody who has it; undefined: they answer this computer only. */
  readonly token: string | undefined
  readonly health: () => Health
  readonly rooms: () => Rooms
  readonly metrics: () => Promise<Metrics>
  readonly metricsPage: (format: 'prometheus' | 'openmetrics') => Promise<MetricsPage>
}

/** What supervisors, load balancers and operators ask: `GET health`, `GET metrics`, `GET rooms`. */
export function operatorRoutes(options: OperatorRoutesOptions): Hono<ApiEnv> {
  const guard = guarded(options.token)
  return new Hono<ApiEnv>()
    .get('/health', fresh, (context) => {
      const answer = options.health()
      // Whom the host holds back is no reason to take it out of service.
      return context.json(answer, answer.reason === 'no_media' ? 503 : 200)
    })
    .get('/rooms', fresh, guard, (context) => context.json(options.rooms()))
    .get('/metrics', fresh, guard, async (context) => {
      const format = context.req.query('format') ?? acceptedFormat(context)
      if (format === 'json') return context.json(await options.metrics())
      if (format !== 'prometheus' && format !== 'openmetrics')
        return context.json(errorBody('bad_format', 'The format is json, prometheus or openmetrics.'), 400)
      const { contentType, text } = await options.metricsPage(format)
      return context.body(text, 200, { 'Content-Type': contentType })
    })
}

function acceptedFormat(context: Parameters<typeof accepts>[0]): string {
  const supports = ['application/json', 'text/plain', 'application/openmetrics-text']
  const type = accepts(context, { header: 'Accept', supports, default: 'application/json' })
  if (type === 'application/openmetrics-text') return 'openmetrics'
  return type === 'text/plain' ? 'prometheus' : 'json'
}

const fresh: MiddlewareHandler<ApiEnv> = async (context, next) => {
  context.header('Cache-Control', 'no-store')
  await next()
}

/** Room names tell what people meet about, so that they are not for everybody on the network. */
function guarded(token: string | undefined): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    if (token === undefined) {
      if (context.var.caller.local) return next()
      const message = 'This is answered on the host\u2019s own computer only, unless the host has a token.'
      return context.json(errorBody('forbidden', message), 403)
    }
    if (hasBearerToken(context.req.header('Authorization'), token)) return next()
    context.header('WWW-Authenticate', 'Bearer realm="hearth"')
    return context.json(errorBody('unauthorized', 'This asks for the host\u2019s token.'), 401)
  }
}

import { type Context, Hono } from 'hono'
import { languageDetector } from 'hono/language'
import { catalogue } from '../../../renderer/locales/catalogue.ts'
import { localeOptions } from '../../../renderer/locales/localeOptions.ts'
import type { ApiEnv } from '../ApiEnv.ts'
import { errorBody } from '../errorBody.ts'
import type { InstallerFolder } from './InstallerFolder.ts'
import { installersPage } from './installersPage.ts'
import type { PageTexts } from './PageTexts.ts'
import { type HostProof, trustPage } from './trustPage.ts'

export interface PageRoutesOptions {
  /** Null where a proxy shows a certificate instead of the host. */
  readonly proof: () => HostProof | null
  /** Null where an administrator offers none. */
  readonly installers: InstallerFolder | null
}

/** The language of the catalogue that the reader's browser asks for. */
const inReadersLanguage = languageDetector({
  order: ['header'],
  caches: false,
  supportedLanguages: Object.keys(localeOptions.resources),
  fallbackLanguage: localeOptions.fallbackLng,
})

const FRESH = { 'Cache-Control': 'no-store' } as const

/** Pages that need no client: `GET trust`, `GET installers`, and the installers themselves. */
export function pageRoutes({ proof, installers }: PageRoutesOptions): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/trust', inReadersLanguage, (context) =>
      context.html(trustPage(textsOf(context), proof()), 200, FRESH),
    )
    .get('/installers', inReadersLanguage, async (context) =>
      context.html(installersPage(textsOf(context), (await installers?.list()) ?? []), 200, FRESH),
    )
    .get('/installers/:name', async (context) => {
      const name = context.req.param('name')
      const file = await installers?.read(name)
      if (!file) return context.json(errorBody('not_found', 'This host has no such installer.'), 404)
      const headers = {
        ...FRESH,
        'Content-Type': 'application/octet-stream',
        'Content-Length': String(file.bytes),
        'Content-Disposition': `attachment; ${fileNameOf(name)}`,
      }
      if (context.req.method !== 'HEAD') return context.body(file.body, 200, headers)
      // Nobody would read the file, and it would stay open.
      await file.body.cancel()
      return context.body(null, 200, headers)
    })
}

/** As a header names a file: letters beyond ASCII, and those with a meaning there, have another spelling (RFC 6266). */
function fileNameOf(name: string): string {
  if (/^[\w.+~-]+$/.test(name)) return `filename="${name}"`
  return `filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`
}

function textsOf(context: Context<ApiEnv>): PageTexts {
  const language = context.get('language')
  return { language, t: catalogue.getFixedT(language) }
}

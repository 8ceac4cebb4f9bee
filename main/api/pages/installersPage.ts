import { html } from 'hono/html'
import type { Installer } from './InstallerFolder.ts'
import type { PageTexts } from './PageTexts.ts'
import { renderPage } from './renderPage.ts'

/** The installers that this host offers, each with what to compare. */
export function installersPage(texts: PageTexts, installers: readonly Installer[]) {
  const { t } = texts
  const title = t('pages.installers.title')
  if (installers.length === 0) return renderPage(texts, title, html`<p>${t('pages.installers.none')}</p>`)
  return renderPage(
    texts,
    title,
    html`
      <p>${t('pages.installers.text')}</p>
      ${installers.map(
        ({ name, bytes, sha256 }) => html`
          <h2><a href="installers/${encodeURIComponent(name)}" download>${name}</a></h2>
          <dl>
            <dt>${t('pages.installers.size')}</dt>
            <dd>${sizeText(t, bytes)}</dd>
            <dt>${t('pages.installers.sum')}</dt>
            <dd><code>${sha256}</code></dd>
          </dl>
        `,
      )}
    `,
  )
}

function sizeText(t: PageTexts['t'], bytes: number): string {
  const megabytes = bytes / 1_000_000
  return megabytes < 1
    ? t('pages.installers.kilobytes', { size: Math.ceil(bytes / 1000) })
    : t('pages.installers.megabytes', { size: megabytes.toFixed(1) })
}

import { html } from 'hono/html'
import type { Installer } from './Installers.ts'
import { pageTexts } from './pageTexts.ts'
import { plainPage } from './plainPage.ts'

const texts = pageTexts.installers

/** The installers that this host offers, each with what to compare. */
export function installersPage(installers: readonly Installer[]) {
  if (installers.length === 0) return plainPage(texts.title, pageTexts.back, html`<p>${texts.none}</p>`)
  return plainPage(
    texts.title,
    pageTexts.back,
    html`
      <p>${texts.text}</p>
      ${installers.map(
        ({ name, bytes, sha256 }) => html`
          <h2><a href="installers/${name}" download>${name}</a></h2>
          <dl>
            <dt>${texts.size}</dt>
            <dd>${sizeText(bytes)}</dd>
            <dt>${texts.sum}</dt>
            <dd><code>${sha256}</code></dd>
          </dl>
        `,
      )}
    `,
  )
}

function sizeText(bytes: number): string {
  const megabytes = bytes / 1_000_000
  return megabytes < 1 ? `${Math.ceil(bytes / 1000)} kB` : `${megabytes.toFixed(1)} MB`
}

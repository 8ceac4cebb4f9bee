import { html } from 'hono/html'
import { fingerprintWords } from '../../../protocol/fingerprintWords.ts'
import type { PageTexts } from './PageTexts.ts'
import { renderPage } from './renderPage.ts'

/** How the host proves to browsers who it is. */
export interface HostProof {
  /** Of its key, as links carry it. */
  readonly fingerprint: string
  /** SHA-256 of its certificate as browsers write it: `AB:CD:…`. */
  readonly certificate: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  /** No authority has signed the certificate: browsers warn. */
  readonly selfSigned: boolean
}

/** Explains the browser's warning and shows what to compare. @param proof null: a proxy speaks for the host. */
export function trustPage(texts: PageTexts, proof: HostProof | null) {
  const { t } = texts
  const title = t('pages.trust.title')
  if (proof === null) return renderPage(texts, title, html`<p>${t('pages.trust.proxyText')}</p>`)
  return renderPage(
    texts,
    title,
    html`
      <h2>${t('pages.trust.why')}</h2>
      <p>${t(proof.selfSigned ? 'pages.trust.ownText' : 'pages.trust.authorityText')}</p>
      <h2>${t('pages.trust.compare')}</h2>
      <ol>
        <li>${t('pages.trust.step.ask')}</li>
        <li>${t('pages.trust.step.look')}</li>
      </ol>
      <dl>
        <dt>${t('pages.trust.words')}</dt>
        <dd class="words">${fingerprintWords(proof.fingerprint)}</dd>
        <dt>${t('pages.trust.key')}</dt>
        <dd><code>${proof.fingerprint}</code></dd>
        <dt>${t('pages.trust.certificate')}</dt>
        <dd><code>${brokenBetweenBytes(proof.certificate)}</code></dd>
        <dt>${t('pages.trust.expires')}</dt>
        <dd>${new Date(proof.expiresAt).toISOString().slice(0, 10)}</dd>
      </dl>
      <p class="soft">${t('pages.trust.honest')}</p>
      <p class="soft">${t('pages.trust.app')}</p>
      ${
        proof.selfSigned &&
        html`<h2>${t('pages.trust.admin')}</h2>
        <p>${t('pages.trust.adminText')}</p>`
      }
    `,
  )
}

/** So that two lines of it can be compared byte by byte with what the browser shows. */
function brokenBetweenBytes(certificate: string) {
  return certificate.split(':').map((byte, index) => (index === 0 ? byte : html`:<wbr />${byte}`))
}

import { html } from 'hono/html'
import { fingerprintWords } from '../../protocol/fingerprintWords.ts'
import { pageTexts } from './pageTexts.ts'
import { plainPage } from './plainPage.ts'

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

const texts = pageTexts.trust

/** Explains the browser's warning and shows what to compare. @param proof null: a proxy speaks for the host. */
export function trustPage(proof: HostProof | null) {
  if (proof === null) return plainPage(texts.title, pageTexts.back, html`<p>${texts.proxyText}</p>`)
  return plainPage(
    texts.title,
    pageTexts.back,
    html`
      <h2>${texts.why}</h2>
      <p>${proof.selfSigned ? texts.ownText : texts.authorityText}</p>
      <h2>${texts.compare}</h2>
      <ol>
        ${texts.steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <dl>
        <dt>${texts.words}</dt>
        <dd class="words">${fingerprintWords(proof.fingerprint)}</dd>
        <dt>${texts.key}</dt>
        <dd><code>${proof.fingerprint}</code></dd>
        <dt>${texts.certificate}</dt>
        <dd><code>${proof.certificate}</code></dd>
        <dt>${texts.expires}</dt>
        <dd>${new Date(proof.expiresAt).toISOString().slice(0, 10)}</dd>
      </dl>
      <p class="soft">${texts.honest}</p>
      <p class="soft">${texts.app}</p>
      ${
        proof.selfSigned &&
        html`<h2>${texts.admin}</h2>
        <p>${texts.adminText}</p>`
      }
    `,
  )
}

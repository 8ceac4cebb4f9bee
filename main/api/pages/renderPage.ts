import { html, raw } from 'hono/html'
import type { PageTexts } from './PageTexts.ts'

type Part = ReturnType<typeof html>

/** A page of text in the colours of the client, without any program: it is readable before, and without, the client. */
export function renderPage({ t, language }: PageTexts, title: string, content: Part): Part {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title} – Hearth</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
          <p class="back"><a href="./">${t('pages.back')}</a></p>
        </main>
      </body>
    </html>`
}

const style = `
  :root { color-scheme: light dark; }
  body { margin: 0; padding: 24px 16px; background: light-dark(#f7f5f3, #151413); color: light-dark(#1f1b18, #f3f0ed);
    font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
  main { max-width: 640px; margin: 0 auto; padding: 24px; border: 1px solid light-dark(#dfd9d4, #34302d);
    border-radius: 12px; background: light-dark(#fff, #1f1d1c); }
  h1 { margin: 0 0 16px; font-size: 1.375rem; line-height: 1.2; letter-spacing: -0.02em; }
  h2 { margin: 24px 0 8px; font-size: 1rem; }
  p, ol { margin: 8px 0; }
  ol { padding-left: 20px; }
  li { margin: 4px 0; }
  a { color: light-dark(#a8400a, #f59c66); }
  dt { margin-top: 12px; font-size: 0.8125rem; color: light-dark(#635b55, #ada49c); }
  dd { margin: 4px 0 0; }
  code { display: block; width: fit-content; padding: 6px 10px; border-radius: 6px; background: light-dark(#f0edea, #181716);
    font: 0.8125rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
  .words { font-size: 1.0625rem; font-weight: 600; }
  .back { margin-top: 24px; }
  .soft { color: light-dark(#635b55, #ada49c); font-size: 0.8125rem; }
  @media (max-width: 480px) { body { padding: 16px; background: light-dark(#fff, #1f1d1c); }
    main { border: 0; padding: 0; } }
`

import { memo } from 'react'
import { linkify } from './linkify.ts'

/** What someone wrote: texts and links, and nothing that it could be mistaken for. */
export const MessageText = memo(function MessageText({ text }: { readonly text: string }) {
  let at = 0
  return linkify(text).map((part) => {
    const key = at
    at += part.text.length
    if (part.kind === 'text') return <span key={key}>{part.text}</span>
    return (
      <a key={key} href={part.href} dir="auto" target="_blank" rel="noopener noreferrer">
        <span>{part.text}</span>
        {part.host !== null && <span>{` (${part.host})`}</span>}
      </a>
    )
  })
})

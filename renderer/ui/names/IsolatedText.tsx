import { Fragment } from 'react'
import { INLINE } from './INLINE.ts'
import { Name } from './Name.tsx'

/** Marked names, each with a space beside it. */
const NAME = /( ?\u2068[^\u2068\u2069]*\u2069 ?)/

/** A sentence whose names were marked by `isolate`: each is drawn in its own direction. */
export function IsolatedText({ text }: { readonly text: string }) {
  return text.split(NAME).map((part, index) => {
    const key = index
    if (part === '') return null
    // Every second part is a name. Words are in elements of their own, so that a translated page goes on; spaces need not be.
    return index % 2 === 0 ? (
      <span key={key} style={INLINE}>
        {part}
      </span>
    ) : (
      <Fragment key={key}>
        {part.startsWith(' ') && ' '}
        <Name>{part.trim().slice(1, -1)}</Name>
        {part.endsWith(' ') && ' '}
      </Fragment>
    )
  })
}

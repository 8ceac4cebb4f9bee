import { Name } from './Name.tsx'

const MARKED = /(\u2068[^\u2068\u2069]*\u2069)/

/** A sentence whose names were marked by `isolate`: each is drawn in its own direction. */
export function IsolatedText({ text }: { readonly text: string }) {
  // Every second part is a marked one.
  return text.split(MARKED).map((part, index) => {
    const key = index
    return index % 2 === 0 ? part : <Name key={key}>{part.slice(1, -1)}</Name>
  })
}

/** Longest text of an element that is read, in UTF-16 units: the longest that routers need is an address of a page. */
const MAX_VALUE = 512

/**
 * What stands within each `<name>…</name>` of a text, in order. Elements of that name within one another are not told
 * apart. The time it takes grows with the length of the text alone, whatever stands in it.
 */
export function* elementsOf(xml: string, name: string): Generator<string> {
  const [open, close] = [`<${name}>`, `</${name}>`]
  for (let from = xml.indexOf(open); from >= 0; from = xml.indexOf(open, from)) {
    const start = from + open.length
    const end = xml.indexOf(close, start)
    if (end < 0) return
    yield xml.slice(start, end)
    from = end + close.length
  }
}

/** The trimmed text of the first element of that name; null where there is none, where it holds others, or is too long. */
export function valueOf(xml: string, name: string): string | null {
  const [first] = elementsOf(xml, name)
  const value = first?.trim()
  return value === undefined || value.length > MAX_VALUE || value.includes('<') ? null : value
}

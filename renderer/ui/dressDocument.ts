/** Gives the document of another, empty window this page's language, theme and styles. */
export function dressDocument(target: Document): void {
  const { lang, dataset } = document.documentElement
  target.title = 'Hearth'
  target.documentElement.lang = lang
  target.documentElement.dataset['theme'] = dataset['theme'] ?? 'system'
  for (const sheet of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"], style')) {
    const copy = target.importNode(sheet, true)
    // Written out: an empty page has no address that a relative one could start from.
    if (sheet.href) copy.href = sheet.href
    target.head.append(copy)
  }
}

/** Gives the document of another, empty window this page's styles, and its language and theme for as long as it is open. */
export function copyWindowStyles(target: Document): void {
  const own = document.documentElement
  const follow = () => {
    target.documentElement.lang = own.lang
    target.documentElement.dataset['theme'] = own.dataset['theme'] ?? 'system'
  }
  target.title = 'Hearth'
  follow()
  for (const sheet of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"], style')) {
    const copy = target.importNode(sheet, true)
    // Written out: an empty page has no address that a relative one could start from.
    if (sheet.href) copy.href = sheet.href
    target.head.append(copy)
  }
  const changes = new MutationObserver(follow)
  changes.observe(own, { attributeFilter: ['lang', 'data-theme'] })
  target.defaultView?.addEventListener('pagehide', () => changes.disconnect())
}

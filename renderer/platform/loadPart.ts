/** A host that does not answer is said sooner than the browser would give up. */
const PATIENCE_MS = 10_000

/** What has come through before; it is not fetched again. */
const fetched = new Set<string>()

/**
 * Loads a part of the page that its start did not need: Vite calls this in place of its own helper, with each `import()`.
 * Browsers keep a module that could not be fetched as failed for good, and a style sheet that could not be fetched Vite takes for
 * loaded. So all files are fetched first, and nothing is imported unless they have come; then trying again helps.
 *
 * @param load the import itself.
 * @param files of the part, scripts and style sheets, relative to `from`.
 * @throws Error where a file does not come.
 */
export async function loadPart<Part>(
  load: () => Promise<Part>,
  files: readonly string[] = [],
  from: string = document.baseURI,
): Promise<Part> {
  const missing = files.map((file) => new URL(file, from).href).filter((url) => !fetched.has(url))
  await Promise.all(missing.map(fetchFile))
  await Promise.all(missing.filter((url) => new URL(url).pathname.endsWith('.css')).map(applySheet))
  for (const url of missing) fetched.add(url)
  return load()
}

async function fetchFile(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!response.ok) throw new Error(`A file of the page was answered with ${response.status}.`)
  await response.arrayBuffer()
}

function applySheet(href: string): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')]
  if (links.some((link) => link.href === href)) return Promise.resolve()
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href })
  return new Promise((resolve, reject) => {
    link.onload = () => resolve()
    link.onerror = () => {
      link.remove()
      reject(new Error('A style sheet of the page could not be fetched.'))
    }
    document.head.append(link)
  })
}

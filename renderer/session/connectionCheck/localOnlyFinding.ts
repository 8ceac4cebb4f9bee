import type { Contacts } from '../../../protocol/ipc/network.ts'
import type { Finding } from './finding.ts'

/** Whether the app would do without the world outside, by whom it was in touch with. */
export function localOnlyFinding({ contacts, everything }: Contacts): Finding {
  const outside = contacts.filter(({ kind }) => kind === 'outside').length
  if (outside > 0) return { code: 'unplugged_outside', values: { count: outside }, contacts }
  const values = { count: contacts.length }
  return { code: everything ? 'unplugged_fine' : 'unplugged_window', values, contacts }
}

/** The same for a page in a browser, which knows of what it has itself loaded. @param base of its host. */
export function unpluggedPage(base: string, addresses: readonly string[]): Finding {
  const { origin } = new URL(base)
  const origins = addresses.map((address) => new URL(address).origin)
  // What the page has in its own hands already has no origin.
  const strangers = new Set(origins.filter((one) => one !== origin && one !== 'null'))
  return strangers.size === 0
    ? { code: 'unplugged_page' }
    : { code: 'unplugged_page_outside', values: { count: strangers.size } }
}

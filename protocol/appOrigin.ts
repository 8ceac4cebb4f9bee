/** The scheme that the app's own page is served by, instead of `file:`, which would share an origin with every file. */
export const APP_SCHEME = 'hearth-app'

/** The origin of the app's own page: the only one that may talk to the shell or use camera and microphone. */
export const APP_ORIGIN = `${APP_SCHEME}://app`

/**
 * Whether an address belongs to the app's own page. `URL.origin` cannot tell, since Node calls the origin of
 * every scheme that it does not know "null".
 */
export function isAppAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === `${APP_SCHEME}:` && url.host === 'app' && url.username === '' && url.password === ''
}

/** Where the media server tells what went wrong. The host's log is one. */
export interface MediaLog {
  warn(details: object, text: string): void
}

interface Closable {
  readonly closed: boolean
}

/**
 * Makes what handles a failure where nobody waits for the outcome. Whatever is asked of something that closes meanwhile fails
 * and is nobody's concern; anything else is told.
 *
 * @param owners what the work is done on; one that is closed is enough.
 * @param doing what was being done, as in `pausing a consumer`.
 * @param ids of what it was done to and for.
 */
export function unlessClosed(
  owners: Closable | readonly Closable[],
  log: MediaLog,
  doing: string,
  ids: Readonly<Record<string, string | number | null>> = {},
): (error: unknown) => void {
  return (error) => {
    if ([owners].flat().some(({ closed }) => closed)) return
    log.warn({ error, doing, ...ids }, 'a part of the media has failed')
  }
}

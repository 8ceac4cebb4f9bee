/** Captures that end together: with the scope, also those that the browser gives only afterwards. */
export class CaptureScope {
  readonly #tracks = new Set<MediaStreamTrack>()
  #closed = false

  get closed(): boolean {
    return this.#closed
  }

  /**
   * Asks for a capture.
   *
   * @throws DOMException `AbortError` once the scope has closed; what `ask` rejects with.
   */
  async capture(ask: () => Promise<MediaStream>): Promise<MediaStream> {
    this.#throwIfClosed()
    const stream = await ask()
    const tracks = stream.getTracks()
    if (this.#closed) for (const track of tracks) track.stop()
    this.#throwIfClosed()
    for (const track of this.#tracks) if (track.readyState === 'ended') this.#tracks.delete(track)
    for (const track of tracks) this.#tracks.add(track)
    return stream
  }

  /** Ends all captures. May be called twice. */
  close(): void {
    this.#closed = true
    for (const track of this.#tracks) track.stop()
    this.#tracks.clear()
  }

  #throwIfClosed(): void {
    if (this.#closed) throw new DOMException('What this was captured for has ended.', 'AbortError')
  }
}

/** The connection broke before an answer came, at a time when there was no session yet that could be resumed. */
export class ConnectionLostError extends Error {
  constructor() {
    super('The connection broke.')
  }
}

/** The app's shell said no: `code` for programs, `message` for people. */
export class PlatformError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'PlatformError'
    this.code = code
  }
}

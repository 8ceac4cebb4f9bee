/** The file is there, but it is damaged, no database, or written by a newer Hearth. Trying again does not help. */
export class UnreadableFileError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnreadableFileError'
  }
}

/** The file is there, but it is damaged, no database, or written by a newer Hearth. Trying again does not help. */
export class DamagedFileError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'DamagedFileError'
  }
}

/** A part of the program could not be fetched. Trying again may help. */
export class NotLoaded extends Error {
  constructor(cause: unknown) {
    super('A part of the page could not be fetched.', { cause })
    this.name = 'NotLoaded'
  }
}

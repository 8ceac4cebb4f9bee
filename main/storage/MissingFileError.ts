/** The file is not the one any more that was opened: somebody has deleted or replaced it. What is written to it is lost. */
export class MissingFileError extends Error {
  override readonly name = 'MissingFileError'
}

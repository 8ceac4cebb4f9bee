/**
 * A problem that a person can do something about: the message is one or two sentences that say
 * what failed and what to do, so it is printed without a stack.
 */
export class Failure extends Error {
  name = 'Failure'
}

/** The text for a person: a Failure speaks for itself, anything else is our fault and needs its stack. */
export function failureText(error) {
  if (error instanceof Failure) return `Hearth: ${error.message}`
  return `Hearth: an error that was not expected; please report it with these lines.\n${error?.stack ?? error}`
}

/** Runs a script's main function and turns its result, a number, into the exit code. */
export async function runMain(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    console.error(failureText(error))
    process.exitCode = 1
  }
}

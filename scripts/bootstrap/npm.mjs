import fs from 'node:fs'
import path from 'node:path'
import { Failure } from './failure.mjs'

/**
 * How to run npm with the Node that runs us: the program and its first arguments. Starting npm's
 * script directly works alike on every system; `npm.cmd` on Windows would need a shell and would
 * pick its own, older Node.
 */
export function npmCommand(env = process.env) {
  const script = [...npmScripts(env)].find((file) => file && fs.existsSync(file))
  if (!script) {
    throw new Failure(
      'npm was not found beside Node. Install Node from https://nodejs.org, which brings npm, and try again.',
    )
  }
  return [process.execPath, script]
}

function* npmScripts(env) {
  // npm names itself to the scripts that it runs; other package managers do so too, under other names.
  if (env.npm_execpath && path.basename(env.npm_execpath) === 'npm-cli.js') yield env.npm_execpath
  const places = [path.dirname(process.execPath), ...(env.PATH ?? env.Path ?? '').split(path.delimiter)]
  for (const folder of places.filter(Boolean)) {
    yield path.join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')
    yield path.join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')
    yield linkTarget(path.join(folder, 'npm'))
  }
}

/** On Unix the `npm` in PATH is a link to the script, wherever the distribution keeps it. */
function linkTarget(file) {
  try {
    const target = fs.realpathSync(file)
    return target.endsWith('.js') ? target : undefined
  } catch {
    return undefined
  }
}

/** The line of npm's output that says what went wrong, for a sentence to a person. */
export function npmErrorLine(lines) {
  const errors = lines
    .map((line) => line.match(/^npm (?:error|ERR!) (.*)$/)?.[1]?.trim())
    .filter((text) => text && !/^(code|errno|syscall|A complete log|path|dest)\b/i.test(text))
  return errors[0] ?? lines.at(-1) ?? 'npm said nothing'
}

import fs from 'node:fs'

/** Electron's fuses are a row of characters in the program, behind this mark, a version and a length. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const VERSION = 1
const POSITIONS = {
  runAsNode: 0,
  cookieEncryption: 1,
  nodeOptions: 2,
  nodeCliInspect: 3,
  asarIntegrity: 4,
  onlyLoadAppFromAsar: 5,
  browserSnapshot: 6,
  fileProtocolPrivileges: 7,
}

/**
 * Turns fuses on or off in the bytes of a program, in place.
 * @throws {Error} when the bytes hold no row of fuses of the known version.
 */
export function flipFuses(program, fuses) {
  const { row, length } = fusesOf(program)
  for (const [name, on] of Object.entries(fuses)) {
    const position = POSITIONS[name]
    if (position === undefined || position >= length) throw new Error(`there is no fuse ${name}`)
    program[row + position] = (on ? '1' : '0').charCodeAt(0)
  }
}

/** Which fuses of a program are on. @throws {Error} when it holds no row of fuses of the known version. */
export function readFuses(file) {
  const program = fs.readFileSync(file)
  const { row, length } = fusesOf(program)
  const known = Object.entries(POSITIONS).filter(([, position]) => position < length)
  return Object.fromEntries(
    known.map(([name, position]) => [name, program[row + position] === '1'.charCodeAt(0)]),
  )
}

function fusesOf(program) {
  const start = program.indexOf(SENTINEL)
  const row = start + SENTINEL.length + 2
  if (start < 0 || program[row - 2] !== VERSION)
    throw new Error('the program has no fuses of a known version')
  return { row, length: program[row - 1] }
}

export function setElectronFuses(file, fuses) {
  const program = fs.readFileSync(file)
  flipFuses(program, fuses)
  fs.writeFileSync(file, program)
}

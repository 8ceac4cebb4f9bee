/** The counter at the start of a line of ninja's, `[120/263] Compiling…`, or undefined. */
export function ninjaProgress(line) {
  const match = line.match(/^\[(\d+)\/(\d+)\]/)
  return match ? { done: Number(match[1]), total: Number(match[2]) } : undefined
}

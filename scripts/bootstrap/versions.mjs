/** The oldest Node that every tool of the project runs on: Vite and Electron's installer ask for it. */
export const MINIMUM_NODE = '22.12.0'

/** Compares two dotted versions by number: negative, zero or positive. A missing part counts as 0. */
export function compareVersions(a, b) {
  const left = numbers(a)
  const right = numbers(b)
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** A leading `v` and whatever follows a dash (a prerelease's name) do not matter here. */
function numbers(version) {
  return version.replace(/^v/, '').split('-')[0].split('.').map(Number)
}

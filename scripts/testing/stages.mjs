const MINUTE_MS = 60_000

/**
 * The stages of `npm test` that run tests, from fast to real. `projects` are Vitest's names for them; `limitMs` ends
 * a stage that hangs where nobody watches.
 */
export const STAGES = [
  { name: 'unit', projects: ['unit', 'ui'], limitMs: 10 * MINUTE_MS },
  { name: 'contract', projects: ['contract'], limitMs: 10 * MINUTE_MS },
  { name: 'integration', projects: ['integration'], limitMs: 15 * MINUTE_MS, worker: true },
  { name: 'e2e', projects: ['e2e'], limitMs: 50 * MINUTE_MS, worker: true, window: true },
]

/**
 * Splits the words after `npm test --`: names of stages come first, all further words go to Vitest. Without names
 * everything runs, and the checks (types, lint) too; a named stage is for quick work and runs alone.
 */
export function chooseStages(words) {
  const chosen = []
  let rest = words
  while (rest.length > 0) {
    const stage = STAGES.find(({ name }) => name === rest[0])
    if (!stage) break
    if (!chosen.includes(stage)) chosen.push(stage)
    rest = rest.slice(1)
  }
  return chosen.length > 0
    ? { stages: chosen, checks: false, vitestArgs: rest }
    : { stages: STAGES, checks: true, vitestArgs: rest }
}

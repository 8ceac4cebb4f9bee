import { limits } from '../../../protocol/limits.ts'

/**
 * Whether a value holds lists or objects within each other past `limits.frameDepth`. It goes level by level: code
 * that descends by calling itself, such as `JSON.stringify`, would run out of stack on what it is to find.
 */
export function exceedsDepth(value: unknown): boolean {
  let level = [value].filter(isContainer)
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limits.frameDepth) return true
    level = level.flatMap((container): unknown[] => Object.values(container)).filter(isContainer)
  }
  return false
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

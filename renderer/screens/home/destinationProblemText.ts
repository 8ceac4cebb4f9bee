import type { TFunction } from 'i18next'
import { limits } from '../../../protocol/limits.ts'
import type { DestinationProblem } from './destination/destination.ts'

/** Why a text leads to no room, in words. */
export function destinationProblemText(t: TFunction, problem: DestinationProblem): string {
  return problem.kind === 'name'
    ? t(`home.roomFault.${problem.fault}`, { most: limits.nameLength })
    : t(`home.problem.${problem.key}`)
}

import { createContext, useContext } from 'react'
import { Failures } from './Failures.ts'

/** What has gone wrong in this window; tests put their own above what they render. */
export const FailuresContext = createContext(new Failures())

export function useFailures(): Failures {
  return useContext(FailuresContext)
}

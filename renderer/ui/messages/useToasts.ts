import { createContext, useContext } from 'react'
import { ToastQueue } from './ToastQueue.ts'

/** The window's one queue; tests put their own above what they render. */
export const ToastContext = createContext(new ToastQueue())

export function useToasts(): ToastQueue {
  return useContext(ToastContext)
}

import { isAppAddress } from '../../../protocol/appOrigin.ts'

/** As much of Electron's frame as the guard looks at. */
export interface SenderFrame {
  readonly url: string
  readonly parent: unknown
}

/**
 * Whether a message comes from the app's own page: the window's top frame, showing an address of ours. A frame
 * that went away while its message was under way is null, and refused.
 */
export function isOwnPage(frame: SenderFrame | null, senderId: number, windowId: number | null): boolean {
  return frame !== null && frame.parent === null && senderId === windowId && isAppAddress(frame.url)
}

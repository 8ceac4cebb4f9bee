import { type HostFrame, hostFrameSchema } from '../../../protocol/wire/frames.ts'

/** Reads what a host has sent; null for what is no frame of this version. */
export function readFrame(data: string): HostFrame | null {
  try {
    return hostFrameSchema.parse(JSON.parse(data))
  } catch {
    return null
  }
}

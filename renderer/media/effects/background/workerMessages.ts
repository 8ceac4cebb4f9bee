import type { EffectCost } from '../effectsState.ts'
import type { Backdrop } from './FrameCompositor.ts'

export type ToWorker =
  /** Asks for a sign of life. */
  | { readonly kind: 'ping' }
  | { readonly kind: 'look'; readonly look: Backdrop }
  /** Works on all pictures of a stream. @property budget how long each lasts, in milliseconds. */
  | {
      readonly kind: 'stream'
      readonly readable: ReadableStream<VideoFrame>
      readonly writable: WritableStream<VideoFrame>
      readonly budget: number
    }
  /** Works on one picture, where the browser has no such streams. @property at when it was taken. */
  | { readonly kind: 'picture'; readonly picture: ImageBitmap; readonly at: number; readonly budget: number }

export type FromWorker =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'pong' }
  | { readonly kind: 'failed' }
  /** The stream carries its first picture. */
  | { readonly kind: 'flowing' }
  | { readonly kind: 'composed'; readonly picture: ImageBitmap }
  | { readonly kind: 'cost'; readonly cost: EffectCost }
  | { readonly kind: 'tooSlow' }

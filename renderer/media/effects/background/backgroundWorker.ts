import { CpuBudget } from '../CpuBudget.ts'
import { FrameCompositor, type Backdrop } from './FrameCompositor.ts'
import { QUALITY_LEVELS } from './qualityLevels.ts'
import { FrameCost } from './FrameCost.ts'
import { Segmenter } from './Segmenter.ts'
import type { FromWorker, ToWorker } from './workerMessages.ts'

/** All work on pictures happens here, off the thread that draws the window. */
const composer = start()
let watch = new CpuBudget()
/** @property budget how long one of the camera's pictures lasts. */
let meter: { readonly budget: number; readonly pictures: FrameCost } | null = null
/** While there is less to do, giving up is not waited for as long. */
const PATIENCE_BEFORE_LESS = 2
let step = 0
let seen = 0

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  receive(data).catch(() => tell({ kind: 'failed' }))
})

async function start(): Promise<FrameCompositor> {
  // A strong blur until it is told otherwise: what shows least.
  const look: Backdrop = { kind: 'blur', radius: 0.04 }
  const made = new FrameCompositor(await Segmenter.load(), look)
  tell({ kind: 'loaded' })
  return made
}
composer.catch(() => tell({ kind: 'failed' }))

async function receive(message: ToWorker): Promise<void> {
  const one = await composer
  switch (message.kind) {
    case 'ping':
      return tell({ kind: 'pong' })
    case 'look':
      one.look = message.look
      return
    case 'stream':
      startMeter(message.budget)
      return stream(one, message)
    case 'picture': {
      if (meter?.budget !== message.budget) startMeter(message.budget)
      const began = performance.now()
      const { width, height } = message.picture
      const composed = one.compose(message.picture, width, height).transferToImageBitmap()
      message.picture.close()
      tell({ kind: 'composed', picture: composed }, [composed])
      count(one, message.at, performance.now() - began)
      return
    }
    default:
      message satisfies never
  }
}

async function stream(
  one: FrameCompositor,
  { readable, writable }: Extract<ToWorker, { kind: 'stream' }>,
): Promise<void> {
  const writer = writable.getWriter()
  const reader = readable.getReader()
  let flowing = false
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const frame = next.value
    if (leftOut()) {
      frame.close()
      continue
    }
    const began = performance.now()
    const canvas = one.compose(frame, frame.displayWidth, frame.displayHeight)
    const composed = new VideoFrame(canvas, { timestamp: frame.timestamp, alpha: 'discard' })
    frame.close()
    // The track was ended on the other side: whoever ended it knows.
    if (writer.desiredSize === null) return composed.close()
    try {
      await writer.write(composed)
    } catch {
      return reader.cancel()
    }
    if (!flowing) tell({ kind: 'flowing' })
    flowing = true
    count(one, frame.timestamp / 1000, performance.now() - began)
  }
}

function startMeter(budget: number): void {
  const last = step === QUALITY_LEVELS.length - 1
  watch = last ? new CpuBudget() : new CpuBudget(PATIENCE_BEFORE_LESS)
  const { pictureEvery } = QUALITY_LEVELS[step] ?? QUALITY_LEVELS[0]
  meter = { budget, pictures: new FrameCost(budget * pictureEvery) }
}

/** Whether this picture is one of those that are not sent, so that the others are in time. */
function leftOut(): boolean {
  const { pictureEvery } = QUALITY_LEVELS[step] ?? QUALITY_LEVELS[0]
  seen += 1
  return seen % pictureEvery !== 0
}

function count(one: FrameCompositor, at: number, took: number): void {
  const stretch = meter?.pictures.add(at, took) ?? null
  if (stretch === null) return
  tell({ kind: 'cost', cost: { ms: stretch.cost, ofMs: stretch.budget, eased: step > 0 } })
  if (!watch.add(stretch)) return
  const less = QUALITY_LEVELS[step + 1]
  if (less === undefined) return tell({ kind: 'tooSlow' })
  step += 1
  one.effort = less
  startMeter(meter?.budget ?? stretch.budget)
}

function tell(message: FromWorker, transfer: Transferable[] = []): void {
  postMessage(message, { transfer })
}

import { BudgetWatch } from '../BudgetWatch.ts'
import { Composer, type Look } from './Composer.ts'
import { EFFORTS } from './efforts.ts'
import { PictureMeter } from './PictureMeter.ts'
import { Segmenter } from './Segmenter.ts'
import type { FromWorker, ToWorker } from './workerMessages.ts'

/** All work on pictures happens here, off the thread that draws the window. */
const composer = start()
let watch = new BudgetWatch()
/** @property budget how long one of the camera's pictures lasts. */
let meter: { readonly budget: number; readonly pictures: PictureMeter } | null = null
/** While there is less to do, giving up is not waited for as long. */
const PATIENCE_BEFORE_LESS = 2
let step = 0
let seen = 0

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  receive(data).catch(() => tell({ kind: 'failed' }))
})

async function start(): Promise<Composer> {
  // A strong blur until it is told otherwise: what shows least.
  const look: Look = { kind: 'blur', radius: 0.04 }
  const made = new Composer(await Segmenter.load(), look)
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
  one: Composer,
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
  const last = step === EFFORTS.length - 1
  watch = last ? new BudgetWatch() : new BudgetWatch(PATIENCE_BEFORE_LESS)
  const { pictureEvery } = EFFORTS[step] ?? EFFORTS[0]
  meter = { budget, pictures: new PictureMeter(budget * pictureEvery) }
}

/** Whether this picture is one of those that are not sent, so that the others are in time. */
function leftOut(): boolean {
  const { pictureEvery } = EFFORTS[step] ?? EFFORTS[0]
  seen += 1
  return seen % pictureEvery !== 0
}

function count(one: Composer, at: number, took: number): void {
  const stretch = meter?.pictures.add(at, took) ?? null
  if (stretch === null) return
  tell({ kind: 'cost', cost: { ms: stretch.cost, ofMs: stretch.budget, eased: step > 0 } })
  if (!watch.add(stretch)) return
  const less = EFFORTS[step + 1]
  if (less === undefined) return tell({ kind: 'tooSlow' })
  step += 1
  one.effort = less
  startMeter(meter?.budget ?? stretch.budget)
}

function tell(message: FromWorker, transfer: Transferable[] = []): void {
  postMessage(message, { transfer })
}

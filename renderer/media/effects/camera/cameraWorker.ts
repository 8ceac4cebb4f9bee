import { BudgetWatch } from '../BudgetWatch.ts'
import { Composer, type Look } from './Composer.ts'
import { PictureMeter } from './PictureMeter.ts'
import { Segmenter } from './Segmenter.ts'
import type { FromWorker, ToWorker } from './workerMessages.ts'

/** All work on pictures happens here, off the thread that draws the window. */
const composer = start()
let watch = new BudgetWatch()
let meter: { readonly budget: number; readonly pictures: PictureMeter } | null = null

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
      count(message.at, performance.now() - began)
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
    count(frame.timestamp / 1000, performance.now() - began)
  }
}

function startMeter(budget: number): void {
  watch = new BudgetWatch()
  meter = { budget, pictures: new PictureMeter(budget) }
}

function count(at: number, took: number): void {
  const stretch = meter?.pictures.add(at, took) ?? null
  if (stretch === null) return
  tell({ kind: 'cost', cost: { ms: stretch.cost, ofMs: stretch.budget } })
  if (watch.add(stretch)) tell({ kind: 'tooSlow' })
}

function tell(message: FromWorker, transfer: Transferable[] = []): void {
  postMessage(message, { transfer })
}

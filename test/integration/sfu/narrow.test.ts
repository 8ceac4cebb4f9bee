import type { types } from 'mediasoup'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BandwidthWatch } from '../../../main/sfu/allocation/BandwidthWatch.ts'
import type { Source } from '../../../protocol/wire/media/media.ts'
import { PictureSource } from '../../fixtures/PictureSource.ts'
import { RoomOnWorker } from '../../fixtures/RoomOnWorker.ts'
import { VoiceSource } from '../../fixtures/VoiceSource.ts'

let on: RoomOnWorker
let watch: BandwidthWatch

beforeAll(async () => {
  on = await RoomOnWorker.open()
  watch = new BandwidthWatch(
    on.receiver.transport,
    async () => undefined,
    () => undefined,
    console,
  )
})
afterAll(() => {
  watch.close()
  on.close()
})

/** Sends a track into the room, where somebody receives it over a line that is watched. */
async function share(source: Source, from: { readonly producer: types.Producer }) {
  const sent = on.send(source, from, {})
  const received = await on.receive(sent)
  watch.add(received, source)
  return { received, told: sent.told }
}

it('P-VIEW-6 sounds are to take less while they leave too little for a picture, and as much as ever afterwards', async () => {
  const picture = await share('screen', await PictureSource.create(on.router, [60_000, 900_000]))
  const sound = await share('screenSound', await VoiceSource.create(on.router))
  const voice = await share('microphone', await VoiceSource.create(on.router))
  await expect.poll(() => [sound.told, voice.told]).toEqual([[0], [0]])
  expect(picture.received.short).toBe('size')
  await picture.received.prefer(0, 200)
  await expect
    .poll(() => [sound.told, voice.told])
    .toEqual([
      [0, 1],
      [0, 1],
    ])
})

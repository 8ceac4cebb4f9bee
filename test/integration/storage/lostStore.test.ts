import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openJournal } from '../../../main/host/journal/openJournal.ts'
import { RoomRegistry } from '../../../main/rooms/RoomRegistry.ts'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'
import { apply } from '../../../room/room.ts'

/** The threads that wait for the disk, so that a test can end one. */
const threads = vi.hoisted((): Worker[] => [])
vi.mock(import('node:worker_threads'), async (original) => {
  const actual = await original()
  class KnownWorker extends actual.Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given)
      threads.push(this)
    }
  }
  return { ...actual, Worker: KnownWorker }
})

const member = { deliver: () => undefined, giveUp: () => undefined }
const MAIN = 'rooms-1.db'

it.each<[string, (dataDir: string) => Promise<unknown>]>([
  ['whose thread has died', async () => threads.at(-1)?.terminate()],
  [
    'whose thread has failed',
    (_dataDir) => {
      const ended = new Promise((resolve) => threads.at(-1)?.once('exit', resolve))
      threads.at(-1)?.postMessage(null)
      return ended
    },
  ],
  ['whose file was deleted', (dataDir) => rm(join(dataDir, MAIN))],
  ['whose log was deleted', (dataDir) => rm(join(dataDir, `${MAIN}-wal`))],
  ['whose folder was moved away', (dataDir) => rename(dataDir, `${dataDir}-moved`)],
])('P-KEEP-2 a store %s is replaced at once, and everything is written anew', async (_case, harm) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hearth-lost-'))
  onTestFinished(async () => {
    for (const folder of [dataDir, `${dataDir}-moved`]) await rm(folder, { recursive: true, force: true })
  })
  const failures: (Error | null)[] = []
  const open = (rooms: () => RoomRegistry['all']) =>
    openJournal({
      dataDir,
      port: 1,
      enabled: true,
      rooms,
      onFailing: (error) => failures.push(error),
      onUnreadable: (error) => failures.push(error),
    })
  let rooms: RoomRegistry | null = null
  const first = await open(() => rooms?.all ?? [])
  rooms = new RoomRegistry('presenter', undefined, first.journal)
  const room = rooms.open(roomNameSchema.parse('demo'), {
    network: '127.0.0.1',
    unlimited: true,
    owner: false,
  })
  const { peer } = room.join(personNameSchema.parse('Ada'), member, [])
  first.journal.sessionBegun(room, peer, 'digest')
  const say = (text: string) => room.run(peer, 'chat.send', { text, to: null }, text).kept
  await say('before')
  await harm(dataDir)
  // Acknowledged means kept: this is answered when it is on the disk again.
  await Promise.all([say('after'), say('and after')])
  await say('much later')
  await first.close(false)
  expect(failures).toEqual([])

  const { kept, close } = await open(() => [])
  const [found] = kept.rooms
  expect(kept.sessions).toMatchObject([{ peer, token: 'digest' }])
  expect(found?.events.reduce(apply, found.state).chat.messages.map(({ text }) => text)).toEqual([
    'before',
    'after',
    'and after',
    'much later',
  ])
  await close(true)
})

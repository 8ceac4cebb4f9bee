import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { parseJournal } from '../../../main/storage/journal/parseJournal.ts'
import { SqlJournal } from '../../../main/storage/journal/SqlJournal.ts'
import { emptyRoom } from '../../../room/room.ts'
import { joined } from '../../fixtures/keptChanges.ts'
import { roomNameSchema } from '../../../protocol/names.ts'
import { MortalHost } from '../../fixtures/MortalHost.ts'
import { testPeer } from '../../fixtures/roomIds.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

const hosts: MortalHost[] = []
const clients: TestClient[] = []
const folders: string[] = []
const connect = async (host: MortalHost) => {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  return client
}
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await Promise.all(hosts.splice(0).map((host) => host.stop()))
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })))
})

it('P-LOBBY-8 a killed host has lock and password again; who waited knocks anew', async () => {
  const host = await MortalHost.start()
  hosts.push(host)
  const ada = await connect(host)
  const { resumeToken } = await ada.join('demo', 'Ada')
  await ada.request('lobby.lock', { locked: true })
  await ada.request('lobby.setPassword', { password: 'open sesame' })
  const ringing = { room: 'demo', name: 'Zoe', password: 'open sesame' }
  expect(await (await connect(host)).request('lobby.knock', ringing)).toEqual({ waiting: true })
  await ada.event('lobby.knocked')
  await host.end('SIGKILL')
  for (const part of ['', '-wal']) {
    const kept = await readFile(join(host.dataDir, `rooms-${host.port}.db${part}`), 'latin1')
    expect(kept).not.toContain('sesame')
    if (part === '-wal') expect(kept).toContain('$scrypt$ln=15,r=8,p=1$')
  }
  await host.start()

  const zoe = await connect(host)
  const asking = { protocol: 1, room: 'demo', name: 'Zoe' }
  expect(await zoe.refusal('session.join', asking)).toBe('password_needed')
  expect(await zoe.refusal('session.join', { ...asking, password: 'guess' })).toBe('wrong_password')
  expect(await zoe.refusal('session.join', { ...asking, password: 'open sesame' })).toBe('room_locked')
  const back = await connect(host)
  const { fresh } = await back.request('session.resume', { token: resumeToken, seq: 0 })
  expect(fresh?.snapshot).toMatchObject({ lobby: { locked: true, passwordSet: true, waiting: [] } })
  expect(await zoe.request('lobby.knock', ringing)).toEqual({ waiting: true })
  const { guest } = await back.event('lobby.knocked')
  await back.request('lobby.admit', { guests: [(guest as { id: string }).id] })
  await zoe.notification('lobby.answered', ({ answer }) => answer === 'admitted')
  expect(await zoe.join('demo', 'Zoe')).toHaveProperty('peer')
})

it('P-LOBBY-8 a file of a version that knew no locks is read, and its rooms are open', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-store-'))
  folders.push(folder)
  const { lobby: _lobby, ...before } = emptyRoom
  const demo = roomNameSchema.parse('demo')
  const earlier = await SqlJournal.open(join(folder, 'rooms.db'), JSON.stringify(before))
  earlier.write([joined(demo, testPeer(0))], 1000)
  earlier.close()
  const store = await SqlJournal.open(join(folder, 'rooms.db'), JSON.stringify(emptyRoom))
  const { rooms } = parseJournal(store.load())
  store.close()
  expect(rooms).toMatchObject([{ name: 'demo', state: { lobby: emptyRoom.lobby } }])
  expect(rooms[0]?.events).toHaveLength(1)
})

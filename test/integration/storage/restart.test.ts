import { mkdtemp, readdir, readFile, rm, stat, writeFile, copyFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { roomStateSchema } from '../../../room/features.ts'
import { emptyRoom } from '../../../room/room.ts'
import { FileJournalStore } from '../../../main/storage/journal/FileJournalStore.ts'
import { openDatabase } from '../../../main/storage/openDatabase.ts'
import { parseJournal } from '../../../main/storage/journal/parseJournal.ts'
import { SqlJournal } from '../../../main/storage/journal/SqlJournal.ts'
import { getJson } from '../../fixtures/getJson.ts'
import { MortalHost } from '../../fixtures/MortalHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

const hosts: MortalHost[] = []
const clients: TestClient[] = []
const startHost = async (flags: readonly string[] = [], dataDir?: string) => {
  const host = await MortalHost.start(flags, dataDir)
  hosts.push(host)
  return host
}
const connect = async (host: MortalHost) => {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  return client
}
const enter = async (host: MortalHost, name: string, room = 'demo') => {
  const client = await connect(host)
  return { client, ...(await client.join(room, name)) }
}
/** Comes back over a new connection, and gives the room as it is then. */
const comeBack = async (host: MortalHost, token: string, seq = 0) => {
  const client = await connect(host)
  const { fresh } = await client.request('session.resume', { token, seq })
  if (fresh === null) throw new Error('The host took its new numbers for its old ones.')
  return { client, seq: fresh.seq, room: roomStateSchema.parse(fresh.snapshot) }
}
const textsOf = (room: { chat: { messages: { text: string }[] } }) =>
  room.chat.messages.map(({ text }) => text)

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await Promise.all(hosts.splice(0).map((host) => host.stop()))
})

describe('a host whose process was killed', () => {
  it('P-KEEP-1 P-KEEP-2 has rooms, people, roles and chat as it had acknowledged them', async () => {
    const host = await startHost()
    const [alice, bob] = [await enter(host, 'Alice'), await enter(host, 'Bob')]
    await alice.client.request('roles.set', { peer: bob.peer, role: 'cohost' })
    await bob.client.request('hand.set', { raised: true })
    for (const text of ['one', 'two']) await alice.client.request('chat.send', { text })
    await bob.client.request('chat.send', { text: 'between us', to: alice.peer })
    await host.end('SIGKILL')
    await host.start()

    const back = await comeBack(host, bob.resumeToken, 3)
    expect(textsOf(back.room)).toEqual(['one', 'two', 'between us'])
    expect(back.room.membership.peers.map(({ id, role }) => [id, role])).toEqual([
      [alice.peer, 'host'],
      [bob.peer, 'cohost'],
    ])
    expect(back.room.hands.raised).toEqual([bob.peer])
    // Alice has not come back yet: she is waited for, and seen to be away.
    expect(back.room.presence.away).toContain(alice.peer)
    const again = await comeBack(host, alice.resumeToken)
    await back.client.event('peer.returned', ({ peer }) => peer === alice.peer)
    await again.client.request('chat.send', { text: 'back' })
    expect(await back.client.event('chat.sent')).toMatchObject({
      message: { text: 'back', from: alice.peer },
    })
    await again.client.notification('media.lost')
  })

  it('P-KEEP-2 acts once on a request that was answered before, though it is asked again', async () => {
    const host = await startHost()
    const alice = await enter(host, 'Alice')
    const said = JSON.stringify({ jsonrpc: '2.0', id: 5, method: 'chat.send', params: { text: 'once' } })
    alice.client.send(said)
    const answer = await alice.client.answer(5)
    await host.end('SIGKILL')
    await host.start()
    const back = await comeBack(host, alice.resumeToken)
    back.client.send(said)
    expect(await back.client.answer(5)).toEqual(answer)
    const newcomer = await enter(host, 'Bob')
    expect(textsOf(roomStateSchema.parse(newcomer.snapshot))).toEqual(['once'])
  })

  it('P-KEEP-3 is resumed a second and a third time', async () => {
    const host = await startHost()
    const alice = await enter(host, 'Alice')
    // A place is sure to be on the disk once something has been answered that came after it.
    await alice.client.request('hand.set', { raised: true })
    let seq = 0
    for (const text of ['first', 'second', 'third']) {
      await host.end('SIGKILL')
      await host.start()
      const back = await comeBack(host, alice.resumeToken, seq)
      seq = back.seq
      // Ids of one session are never used twice; another request under an old id would be taken for that one.
      back.client.send(JSON.stringify({ jsonrpc: '2.0', id: text, method: 'chat.send', params: { text } }))
      await back.client.answer(text)
    }
    const newcomer = await enter(host, 'Bob')
    expect(textsOf(roomStateSchema.parse(newcomer.snapshot))).toEqual(['first', 'second', 'third'])
  })

  it('does not know who had left, nor a room that nobody is in any more', async () => {
    const host = await startHost()
    const [alice, bob] = [await enter(host, 'Alice'), await enter(host, 'Bob')]
    const carol = await enter(host, 'Carol', 'other')
    await bob.client.request('session.leave', {})
    await carol.client.request('session.leave', {})
    // Written in order: what was before it is on the disk as well.
    await alice.client.request('chat.send', { text: 'alone now' })
    await host.end('SIGKILL')
    await host.start()
    expect(await (await connect(host)).refusal('session.resume', { token: bob.resumeToken, seq: 0 })).toBe(
      'session_lost',
    )
    const back = await comeBack(host, alice.resumeToken)
    expect(back.room.membership.peers.map(({ id }) => id)).toEqual([alice.peer])
    expect((await getJson(new URL('rooms', host.base))).body).toEqual({ demo: 1 })
  })

  it('begins anew after a file that is no database, which is put aside', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'hearth-host-'))
    const host = await startHost([], dataDir)
    const file = join(dataDir, `rooms-${host.port}.db`)
    await host.end('SIGKILL')
    // What the log beside it holds would mend the file.
    await rm(`${file}-wal`)
    await writeFile(file, 'This is no database, however one looks at it.'.repeat(100))
    await host.start()
    expect((await getJson(new URL('health', host.base))).body).toMatchObject({ status: 'ok', storage: 'ok' })
    expect((await readFile(`${file}.unreadable`)).toString()).toContain('This is no database')
    const alice = await enter(host, 'Alice')
    await alice.client.request('chat.send', { text: 'on a new file' })
    await host.end('SIGKILL')
    await host.start()
    expect(textsOf((await comeBack(host, alice.resumeToken)).room)).toEqual(['on a new file'])
  })

  it('lets go what is older than anybody waits', async () => {
    const host = await startHost()
    const alice = await enter(host, 'Alice')
    await alice.client.request('chat.send', { text: 'long ago' })
    await host.end('SIGKILL')
    const file = join(host.dataDir, `rooms-${host.port}.db`)
    const store = await FileJournalStore.open(file)
    await store.write([], Date.now() - 10 * 60 * 1000)
    await store.close()
    await host.start()
    expect(await (await connect(host)).refusal('session.resume', { token: alice.resumeToken, seq: 0 })).toBe(
      'session_lost',
    )
    expect(textsOf(roomStateSchema.parse((await enter(host, 'Bob')).snapshot))).toEqual([])
  })
})

describe('the file of kept rooms', () => {
  it('P-KEEP-2 is waited for by the one who asked, and by nobody else', async () => {
    const host = await startHost()
    const [alice, bob] = [await enter(host, 'Alice'), await enter(host, 'Bob')]
    await alice.client.request('chat.send', { text: 'written' })
    const file = await openDatabase(join(host.dataDir, `rooms-${host.port}.db`))
    file.exec('BEGIN IMMEDIATE')
    alice.client.send(
      '{"jsonrpc":"2.0","id":"late","method":"chat.send","params":{"text":"not written yet"}}',
    )
    await bob.client.event(
      'chat.sent',
      ({ message }) => (message as { text: string }).text === 'not written yet',
    )
    await alice.client.request('reaction.send', { reaction: '👍' })
    expect(alice.client.frames.some((frame) => 'id' in frame && frame.id === 'late')).toBe(false)
    file.exec('COMMIT')
    file.close()
    expect(await alice.client.answer('late')).toHaveProperty('result')
  })

  it('is its owner’s alone, and gone when the meeting was ended', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'hearth-host-'))
    const host = await startHost([], dataDir)
    const file = join(dataDir, `rooms-${host.port}.db`)
    const alice = await enter(host, 'Alice')
    await alice.client.request('chat.send', { text: 'a secret of ours' })
    for (const part of ['', '-wal', '-shm']) expect((await stat(`${file}${part}`)).mode & 0o777).toBe(0o600)
    await host.end('SIGINT')
    expect((await readdir(dataDir)).filter((name) => name.startsWith('rooms'))).toEqual([])
  })

  it('P-KEEP-1 stays when the host is only to restart', async () => {
    const host = await startHost()
    const alice = await enter(host, 'Alice')
    await alice.client.request('chat.send', { text: 'before the update' })
    await host.end('SIGTERM')
    await host.start()
    expect(textsOf((await comeBack(host, alice.resumeToken)).room)).toEqual(['before the update'])
  })

  it('is not made where the host is told to write nothing down', async () => {
    const host = await startHost(['--no-storage'])
    const alice = await enter(host, 'Alice')
    await alice.client.request('chat.send', { text: 'unwritten' })
    expect((await getJson(new URL('health', host.base))).body).toMatchObject({ storage: 'not configured' })
    expect((await readdir(host.dataDir)).filter((name) => name.startsWith('rooms'))).toEqual([])
  })

  it('P-KEEP-2 holds every acknowledged line at any moment at which the power may go', async () => {
    const host = await startHost()
    const file = join(host.dataDir, `rooms-${host.port}.db`)
    const alice = await enter(host, 'Alice')
    const cut = join(host.dataDir, 'cut')
    await mkdir(cut)
    for (let count = 1; count <= 12; count += 1) {
      await alice.client.request('chat.send', { text: `line ${count}` })
      // What is on the disk now is what a loss of power would leave: main file and log, without the shared memory.
      for (const part of ['', '-wal']) await copyFile(`${file}${part}`, join(cut, `rooms.db${part}`))
      const store = await SqlJournal.open(join(cut, 'rooms.db'), JSON.stringify(emptyRoom))
      const lines = parseJournal(store.load()).rooms.flatMap(({ events }) =>
        events.flatMap((event) => (event.type === 'chat.sent' ? [event.message.text] : [])),
      )
      store.close()
      expect(lines).toEqual(Array.from({ length: count }, (_one, index) => `line ${index + 1}`))
      await rm(join(cut, 'rooms.db-wal'), { force: true })
    }
  })
})

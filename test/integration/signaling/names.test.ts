import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let host: RunningHost
const clients: TestClient[] = []
const connect = async () => {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  return client
}
const enter = async (room: string, name: string) => {
  const client = await connect()
  return { client, ...(await client.join(room, name)) }
}
const people = ({ snapshot }: { readonly snapshot: Record<string, unknown> }) =>
  (snapshot['membership'] as { peers: { name: string }[] }).peers.map(({ name }) => name)
const capabilities = async (client: TestClient) => {
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  return rtpCapabilities
}

beforeAll(async () => {
  host = await startHost()
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})
afterAll(() => host.stop())

describe('P-ROOM-8 people who type a room another way meet in it:', () => {
  it.each([
    ['capitals and widths', 'demo', 'Demo', 'DEMO', 'ｄｅｍｏ', 'de\u200bmo'],
    ['Turkish', 'İstanbul', 'istanbul', 'ISTANBUL', 'ıstanbul'],
    ['German', 'Straße', 'STRASSE', 'strasse'],
    ['Greek', 'ΣΑΣ', 'σας', 'σασ'],
    ['Persian', 'می\u200cخواهم', 'میخواهم'],
  ])('%s', async (_what, ...spellings) => {
    const joined = []
    for (const [index, room] of spellings.entries()) joined.push(await enter(room, `Person ${index}`))
    for (const [index, one] of joined.entries()) expect(people(one)).toHaveLength(index + 1)
    for (const one of joined) expect(one.room, 'everybody reads one name').toBe(spellings[0])
    const { body } = await host.get('rooms')
    expect(body).toEqual({ [spellings[0] ?? '']: spellings.length })
  })

  it('others do not', async () => {
    for (const room of ['demo', 'demo.', 'dеmo', 'demo 2'])
      expect(people(await enter(room, 'Ada'))).toHaveLength(1)
  })

  it('by the same password and lock', async () => {
    const { client } = await enter('Demo', 'Ada')
    await client.request('lobby.setPassword', { password: 'open sesame' })
    await client.request('lobby.lock', { locked: true })
    const guest = await connect()
    const asked = { protocol: 1, room: 'ＤＥＭＯ', name: 'Bob' }
    expect(await guest.refusal('session.join', asked)).toBe('password_needed')
    expect(await guest.refusal('session.join', { ...asked, password: 'open sesame' })).toBe('room_locked')
    expect(
      await guest.request('lobby.knock', { room: 'dEMO', name: 'Bob', password: 'open sesame' }),
    ).toEqual({
      waiting: true,
    })
    const { guest: waiting } = await client.event('lobby.knocked')
    await client.request('lobby.admit', { guests: [(waiting as { id: string }).id] })
    await guest.notification('lobby.answered')
    expect(people(await guest.request('session.join', asked))).toEqual(['Ada', 'Bob'])
  })

  it('also where the room is opened by one while another one is about to come', async () => {
    const late = await connect()
    const rtpCapabilities = await capabilities(late)
    await late.request('session.warm', { room: 'Later', rtpCapabilities })
    const first = await enter('later', 'Ada')
    const joined = await late.request('session.join', {
      protocol: 1,
      room: 'Later',
      name: 'Bob',
      rtpCapabilities,
    })
    expect(people(joined)).toEqual(['Ada', 'Bob'])
    // What was warmed up was for a room that nobody has opened.
    expect(joined.transports).not.toBeNull()
    expect(await first.client.event('peer.joined')).toMatchObject({ peer: { name: 'Bob' } })
  })

  it('and take their seats again', async () => {
    const { client, resumeToken, peer } = await enter('Demo', 'Ada')
    await enter('demo', 'Bob')
    client.socket.terminate()
    const again = await connect()
    const joined = await again.request('session.join', {
      protocol: 1,
      room: 'DEMO',
      name: 'Ada',
      resumeToken,
    })
    expect(joined.peer).toBe(peer)
    expect(people(joined)).toEqual(['Ada', 'Bob'])
  })
})

describe('P-NAME-1 people who are called the same are told apart', () => {
  it('in the room, at the door, in chat, and as the one who comes back', async () => {
    const ada = await enter('names', 'Ada')
    await enter('names', 'Alex')
    const second = await enter('names', 'Аlex')
    expect(people(second)).toEqual(['Ada', 'Alex', 'Аlex (2)'])
    await second.client.request('chat.send', { text: 'hello' })
    expect(await ada.client.event('chat.sent')).toMatchObject({ message: { name: 'Аlex (2)' } })
    await ada.client.request('lobby.lock', { locked: true })
    const third = await connect()
    await third.request('lobby.knock', { room: 'names', name: 'ALEX' })
    const { guest } = await ada.client.event('lobby.knocked')
    expect(guest).toMatchObject({ name: 'ALEX (3)' })
    await (await connect()).request('lobby.knock', { room: 'names', name: 'alex' })
    const isFourth = ({ guest: other }: Record<string, unknown>) =>
      (other as { name: string }).name === 'alex (4)'
    await ada.client.event('lobby.knocked', isFourth)
    await ada.client.request('lobby.admit', { guests: [(guest as { id: string }).id] })
    await third.notification('lobby.answered')
    const joined = await third.request('session.join', { protocol: 1, room: 'names', name: 'ALEX' })
    expect(people(joined).at(-1)).toBe('ALEX (3)')
    second.client.socket.terminate()
    const again = await connect()
    const { resumeToken } = second
    const back = await again.request('session.join', {
      protocol: 1,
      room: 'names',
      name: 'Аlex',
      resumeToken,
    })
    expect(people(back)).toEqual(['Ada', 'Alex', 'Аlex (2)', 'ALEX (3)'])
  })

  it('also from somebody who comes back, and finds the name taken', async () => {
    const ada = await enter('taken', 'Ada')
    const { client, resumeToken, peer } = await enter('taken', 'Alex')
    await client.close(closeCodes.goingAway)
    await ada.client.event('peer.left', (event) => event['peer'] === peer)
    await enter('taken', 'Alex')
    const again = await connect()
    const params = { protocol: 1, room: 'taken', name: 'Alex', resumeToken }
    const joined = await again.request('session.join', params)
    expect(joined.peer).toBe(peer)
    expect(people(joined)).toEqual(['Ada', 'Alex (2)', 'Alex'])
  })

  it('P-TEXT-1 and what nobody sees makes no other name', async () => {
    const joined = await enter('clean', 'A\u200dd\u{e0068}a\u202e\u2800')
    expect(people(joined)).toEqual(['Ada'])
    await joined.client.request('chat.send', {
      text: '\u202egpj\u200b.exe\u0301\u0302\u0303\u0304\u0305\u0306\u0307',
    })
    expect(await joined.client.event('chat.sent')).toMatchObject({
      message: { text: 'gpj.exé\u0302\u0303\u0304\u0305' },
    })
    expect(await joined.client.refusal('chat.send', { text: '\u200b' })).toBe('bad_params')
  })
})

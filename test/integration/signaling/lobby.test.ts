import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { limits } from '../../../protocol/limits.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let host: RunningHost
const clients: TestClient[] = []
/** Loopback has many addresses: each test guesses from one of its own. */
const connect = async (localAddress = '127.0.0.1') => {
  const client = await TestClient.connect(host.base, { localAddress })
  clients.push(client)
  return client
}
const enter = async (room: string, name: string) => {
  const client = await connect()
  return { client, ...(await client.join(room, name)) }
}
const asking = (room: string, name: string, password?: string) => ({
  protocol: 1,
  room,
  name,
  ...(password !== undefined && { password }),
})
const lockedRoom = async (room: string) => {
  const ada = await enter(room, 'Ada')
  await ada.client.request('lobby.lock', { locked: true })
  return ada
}
const knock = async (room: string, name: string) => {
  const client = await connect()
  expect(await client.request('lobby.knock', { room, name })).toEqual({ waiting: true })
  return client
}
/** The guest whom somebody inside hears of. */
const heard = async (inside: TestClient, called: string) => {
  const { guest } = await inside.event('lobby.knocked', ({ guest: one }) => nameOf(one) === called)
  return guest as { id: string; name: string; since: number }
}
const nameOf = (guest: unknown) => (guest as { name: string }).name
const answer = async (client: TestClient) => {
  const { params } = await client.notification('lobby.answered')
  return params['answer']
}
/** All that a client was ever sent, but for the greeting. */
const everything = ({ frames }: TestClient) => JSON.stringify(frames.slice(1))

beforeAll(async () => {
  host = await startHost()
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})
afterAll(() => host.stop())

describe('a room with a password', () => {
  it('P-LOBBY-2 lets in who has it, tells who has not, and shows nobody what it is compared with', async () => {
    const ada = await enter('secret', 'Ada')
    await ada.client.request('lobby.setPassword', { password: ' open sesame ' })
    expect(await ada.client.event('lobby.passwordChanged')).toMatchObject({ set: true, by: ada.peer })
    const bob = await connect('127.0.0.2')
    expect(await bob.refusal('session.join', asking('secret', 'Bob'))).toBe('password_needed')
    expect(await bob.refusal('session.join', asking('secret', 'Bob', 'open sesam'))).toBe('wrong_password')
    const { snapshot } = await bob.request('session.join', asking('secret', 'Bob', 'open sesame'))
    expect(snapshot).toMatchObject({ lobby: { passwordSet: true, passwordHash: null } })
    for (const { client } of [ada, { client: bob }]) {
      expect(everything(client)).not.toContain('scrypt')
      expect(everything(client)).not.toContain('sesame')
    }
  })

  it('P-LOBBY-2 takes another one, or none, from those alone who may say so', async () => {
    const ada = await enter('changing', 'Ada')
    const bob = await enter('changing', 'Bob')
    expect(await bob.client.refusal('lobby.setPassword', { password: 'mine' })).toBe('forbidden')
    expect(await ada.client.refusal('lobby.setPassword', { password: 'abc' })).toBe('bad_params')
    await ada.client.request('lobby.setPassword', { password: 'first' })
    await ada.client.request('lobby.setPassword', { password: 'second' })
    const eve = await connect('127.0.0.3')
    expect(await eve.refusal('session.join', asking('changing', 'Eve', 'first'))).toBe('wrong_password')
    // Hashing takes a while, and taking a password away does not: what was asked last holds.
    await Promise.all([
      ada.client.request('lobby.setPassword', { password: 'third' }),
      ada.client.request('lobby.setPassword', { password: null }),
    ])
    await eve.request('session.join', asking('changing', 'Eve'))
    // Bob was inside all the time, and is.
    await bob.client.request('chat.send', { text: 'still here' })
  })

  it('P-LOBBY-3 makes an address wait that guesses, and nobody else', async () => {
    const ada = await enter('guessed', 'Ada')
    await ada.client.request('lobby.setPassword', { password: 'open sesame' })
    const guess = async (address: string, password: string) =>
      (await connect(address)).ask('session.join', asking('guessed', 'Mallory', password))
    for (let number = 0; number < limits.passwordTries; number += 1)
      expect(await guess('127.0.0.4', `guess ${number}`)).toMatchObject({
        error: { data: { code: 'wrong_password' } },
      })
    // The right one does not help now: else guessing would go on.
    const waits = await guess('127.0.0.4', 'open sesame')
    expect(waits).toMatchObject({ error: { data: { code: 'too_many_tries' } } })
    const retryAfterMs = 'error' in waits ? Number(waits.error.data['retryAfterMs']) : 0
    expect(retryAfterMs).toBeGreaterThan(0)
    expect(retryAfterMs).toBeLessThanOrEqual(limits.passwordWaitMs)
    expect(
      await (await connect('127.0.0.4')).refusal('lobby.knock', {
        room: 'guessed',
        name: 'M',
        password: 'x',
      }),
    ).toBe('too_many_tries')
    // Another address, and another room, know nothing of it.
    expect(await guess('127.0.0.5', 'open sesame')).toHaveProperty('result')
    const other = await connect('127.0.0.4')
    expect(await other.request('session.join', asking('elsewhere', 'Mallory'))).toHaveProperty('peer')
  })
})

describe('a locked room', () => {
  it('P-LOBBY-1 stops newcomers; whoever is inside stays, also over a broken connection', async () => {
    const ada = await enter('shut', 'Ada')
    const bob = await enter('shut', 'Bob')
    await ada.client.request('lobby.lock', { locked: true })
    const eve = await connect()
    expect(await eve.refusal('session.join', asking('shut', 'Eve'))).toBe('room_locked')
    bob.client.socket.terminate()
    await ada.client.event('peer.lost', ({ peer }) => peer === bob.peer)
    const back = await connect()
    await back.request('session.resume', { token: bob.resumeToken, seq: 0 })
    await ada.client.event('peer.returned', ({ peer }) => peer === bob.peer)
    // Who is removed is a newcomer.
    await ada.client.request('moderation.remove', { peer: bob.peer })
    const again = await connect()
    expect(await again.refusal('session.join', asking('shut', 'Bob'))).toBe('room_locked')
  })

  it('P-LOBBY-10 keeps out who was removed, by the token of before, also at the door; a later meeting does not', async () => {
    const ada = await enter('removed', 'Ada')
    const mallory = await enter('removed', 'Mallory')
    const { resumeToken } = mallory
    await ada.client.request('moderation.remove', { peer: mallory.peer })
    await ada.client.event('peer.left', ({ peer }) => peer === mallory.peer)
    const again = await connect()
    expect(await again.refusal('session.resume', { token: resumeToken, seq: 0 })).toBe('session_lost')
    expect(await again.refusal('session.join', { ...asking('removed', 'Other'), resumeToken })).toBe(
      'removed',
    )
    await ada.client.request('lobby.lock', { locked: true })
    expect(await again.refusal('lobby.knock', { room: 'removed', name: 'Other', resumeToken })).toBe(
      'removed',
    )
    // Without it this is a newcomer, whom the lock stops.
    expect(await again.refusal('session.join', asking('removed', 'Other'))).toBe('room_locked')
    await ada.client.request('session.leave', {})
    expect(
      await again.request('session.join', { ...asking('removed', 'Mallory'), resumeToken }),
    ).toHaveProperty('peer')
  })

  it('P-LOBBY-10 keeps out who was removed and goes on asking on the same socket', async () => {
    const ada = await enter('insisting', 'Ada')
    const { client: mallory, peer } = await enter('insisting', 'Mallory')
    // It takes no notice of the end until it has asked again.
    mallory.socket.pause()
    await ada.client.request('moderation.remove', { peer })
    await ada.client.event('peer.left', (event) => event['peer'] === peer)
    const request = { jsonrpc: '2.0', id: 1, method: 'session.join', params: asking('insisting', 'Other') }
    mallory.send(JSON.stringify(request))
    const closed = mallory.closed()
    mallory.socket.resume()
    expect(await closed).toMatchObject({ code: closeCodes.removed })
    // The host has read all of it by now.
    await enter('insisting', 'Carol')
    await ada.client.event('peer.joined', (event) => nameOf(event['peer']) === 'Carol')
    expect(JSON.stringify(ada.client.events)).not.toContain('Other')
  })

  it('P-LOBBY-1 is open to whoever comes when nobody is in it any more', async () => {
    const ada = await lockedRoom('left')
    await ada.client.request('session.leave', {})
    const { snapshot } = await enter('left', 'Bob')
    expect(snapshot).toMatchObject({ lobby: { locked: false }, membership: { peers: [{ role: 'host' }] } })
  })

  it('P-LOBBY-4 P-LOBBY-6 lets in who is admitted: once, into this room, past its password too', async () => {
    const ada = await lockedRoom('door')
    await ada.client.request('lobby.setPassword', { password: 'open sesame' })
    const zoe = await connect('127.0.0.6')
    const ringing = { room: 'door', name: 'Zoe' }
    expect(await zoe.refusal('lobby.knock', ringing)).toBe('password_needed')
    expect(await zoe.refusal('lobby.knock', { ...ringing, password: 'wrong' })).toBe('wrong_password')
    expect(await zoe.request('lobby.knock', { ...ringing, password: 'open sesame' })).toEqual({
      waiting: true,
    })
    const guest = await heard(ada.client, 'Zoe')
    // While she waits, the password becomes another one: somebody inside has seen her all the same.
    await ada.client.request('lobby.setPassword', { password: 'another' })
    await ada.client.request('lobby.admit', { guests: [guest.id] })
    expect(await answer(zoe)).toBe('admitted')
    const { peer } = await zoe.request('session.join', asking('door', 'Zoe'))
    expect(await ada.client.event('peer.joined')).toMatchObject({ peer: { id: peer, name: 'Zoe' } })
    await zoe.request('session.leave', {})
    expect(await zoe.refusal('session.join', asking('door', 'Zoe', 'another'))).toBe('room_locked')
  })

  it('P-LOBBY-6 lets nobody in under another name than the one that was admitted', async () => {
    const ada = await lockedRoom('named')
    const mallory = await knock('named', 'Grace')
    await ada.client.request('lobby.admit', { guests: [(await heard(ada.client, 'Grace')).id] })
    expect(await answer(mallory)).toBe('admitted')
    for (const name of ['Ada (host)', 'grace', 'Grace Hopper'])
      expect(await mallory.refusal('session.join', asking('named', name))).toBe('room_locked')
    // Under another name it is a new knock, which somebody inside sees.
    expect(await mallory.request('lobby.knock', { room: 'named', name: 'Ada (host)' })).toEqual({
      waiting: true,
    })
    await heard(ada.client, 'Ada (host)')
    // Names are composed: the same one typed on another keyboard is the same.
    const { peer } = await mallory.request('session.join', asking('named', ' Grace '))
    expect(await ada.client.event('peer.joined')).toMatchObject({ peer: { id: peer, name: 'Grace' } })
  })

  it('P-LOBBY-4 does not let in who is declined, and lets in all who wait when it is opened', async () => {
    const ada = await lockedRoom('many')
    const [zoe, yuri, xaver] = [
      await knock('many', 'Zoe'),
      await knock('many', 'Yuri'),
      await knock('many', 'Xaver'),
    ]
    await ada.client.request('lobby.decline', { guest: (await heard(ada.client, 'Zoe')).id })
    expect(await answer(zoe)).toBe('declined')
    expect(await zoe.refusal('session.join', asking('many', 'Zoe'))).toBe('room_locked')
    await ada.client.request('lobby.lock', { locked: false })
    expect([await answer(yuri), await answer(xaver)]).toEqual(['admitted', 'admitted'])
    expect(await zoe.request('lobby.knock', { room: 'many', name: 'Zoe' })).toEqual({ waiting: false })
  })

  it('P-LOBBY-4 that closes says so to those who wait, who may then open it themselves', async () => {
    const ada = await lockedRoom('closing')
    const zoe = await knock('closing', 'Zoe')
    await ada.client.close()
    expect(await answer(zoe)).toBe('ended')
    expect(await zoe.request('session.join', asking('closing', 'Zoe'))).toMatchObject({
      snapshot: { membership: { peers: [{ name: 'Zoe', role: 'host' }] } },
    })
  })

  it('P-LOBBY-5 tells who waits to nobody who may not let them in, and to whoever inherits the lead', async () => {
    const ada = await lockedRoom('inherited')
    await ada.client.request('lobby.lock', { locked: false })
    const bob = await enter('inherited', 'Bob')
    await ada.client.request('lobby.lock', { locked: true })
    await bob.client.event('lobby.lockChanged', ({ locked }) => locked === true)
    const zoe = await knock('inherited', 'Zoe')
    const guest = await heard(ada.client, 'Zoe')
    await ada.client.request('chat.send', { text: 'after the knock' })
    await bob.client.event('chat.sent')
    expect(everything(bob.client)).not.toContain('Zoe')
    await ada.client.close()
    expect(await bob.client.event('lobby.listed')).toEqual({ type: 'lobby.listed', waiting: [guest] })
    await bob.client.request('lobby.admit', { guests: [guest.id] })
    expect(await answer(zoe)).toBe('admitted')
    // Of the room itself, who waited has heard nothing but the answer.
    expect(
      zoe.frames.filter((frame) => 'method' in frame).map((frame) => 'method' in frame && frame.method),
    ).toEqual(['host.hello', 'lobby.answered'])
  })

  it('P-LOBBY-7 forgets who withdraws, goes elsewhere, or is cut off', async () => {
    const ada = await lockedRoom('fickle')
    const settled = async (called: string) => {
      const { id } = await heard(ada.client, called)
      return (await ada.client.event('lobby.settled', ({ guest }) => guest === id))['outcome']
    }
    const zoe = await knock('fickle', 'Zoe')
    await zoe.request('lobby.withdraw', {})
    expect(await settled('Zoe')).toBe('withdrawn')
    const yuri = await knock('fickle', 'Yuri')
    await yuri.join('somewhere', 'Yuri')
    expect(await settled('Yuri')).toBe('withdrawn')
    const xaver = await knock('fickle', 'Xaver')
    xaver.socket.terminate()
    expect(await settled('Xaver')).toBe('withdrawn')
    const wim = await knock('fickle', 'Wim')
    expect(await wim.request('lobby.knock', { room: 'fickle', name: 'Wim' })).toEqual({ waiting: true })
    await wim.close(closeCodes.goingAway)
    expect(await settled('Wim')).toBe('withdrawn')
    const rings = ada.client.events.filter(({ type }) => type === 'lobby.knocked')
    expect(rings.map(({ guest }) => nameOf(guest))).toEqual(['Zoe', 'Yuri', 'Xaver', 'Wim'])
    await expect(ada.client.refusal('lobby.knock', { room: 'fickle', name: 'Ada' })).resolves.toBe(
      'already_joined',
    )
  })

  it('P-LOBBY-7 is not rung at without end from one address', async () => {
    const ada = await lockedRoom('patient')
    const outcomes: string[] = []
    while (!outcomes.includes('rate_limited number')) {
      // Each session may knock five times at once.
      const bell = await connect('127.0.0.9')
      for (let count = 0; count < 5; count += 1) {
        const said = await bell.ask('lobby.knock', { room: 'patient', name: 'Bell' })
        outcomes.push(
          'error' in said ? `${said.error.data.code} ${typeof said.error.data['retryAfterMs']}` : 'rang',
        )
        await bell.ask('lobby.withdraw')
      }
    }
    // On a slow machine another one has become due meanwhile.
    expect(outcomes.indexOf('rate_limited number')).toBeGreaterThanOrEqual(limits.knockBurst)
    const other = await connect('127.0.0.10')
    expect(await other.request('lobby.knock', { room: 'patient', name: 'Zoe' })).toEqual({ waiting: true })
    await heard(ada.client, 'Zoe')
  })

  it('P-LOBBY-7 has room for so many of one address', async () => {
    const ada = await lockedRoom('crowded')
    const crowd = await Promise.all(
      Array.from({ length: limits.guestsPerAddress }, () => connect('127.0.0.7')),
    )
    for (const client of crowd) await client.request('lobby.knock', { room: 'crowded', name: 'One of many' })
    const late = await connect('127.0.0.7')
    expect(await late.refusal('lobby.knock', { room: 'crowded', name: 'Late' })).toBe('lobby_full')
    const other = await connect('127.0.0.8')
    expect(await other.request('lobby.knock', { room: 'crowded', name: 'Zoe' })).toEqual({ waiting: true })
    await heard(ada.client, 'Zoe')
    // Who goes makes room.
    await crowd[0]?.request('lobby.withdraw', {})
    expect(await late.request('lobby.knock', { room: 'crowded', name: 'Late' })).toEqual({ waiting: true })
  })
})

/**
 * One attack, in a process of its own: `attackProcess.mjs NAME BASE`. Says that it is ready, and begins when told. The attackers
 * have two addresses. What the host does to them does not matter here.
 */
import { connect } from 'node:net'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { soundOf } from '../../test/fixtures/MediaPerson.ts'
import { TestClient } from '../../test/fixtures/TestClient.ts'

const [name, base] = process.argv.slice(2)
const FROM = ['10.66.1.1', '10.66.1.2']
const { hostname, port } = new URL(base)
const MOST_QUEUED = 256 * 1024
// In life they have computers of their own.
setPriority(19)

process.on('uncaughtException', () => undefined)
process.on('unhandledRejection', () => undefined)

const times = (count, make) => Array.from({ length: count }, (_one, index) => make(index))
const client = (index = 0) => TestClient.connect(base, { localAddress: FROM[index % FROM.length] })
/** A few at a time: a thousand TLS handshakes at once would only show how slow this process is. */
async function clients(count, indexOf = (index) => index) {
  const all = []
  while (all.length < count)
    all.push(
      ...(await Promise.all(times(Math.min(20, count - all.length), (index) => client(indexOf(index))))),
    )
  return all
}
async function joined(count, roomOf) {
  const all = await clients(count)
  await Promise.all(all.map((one, index) => one.join(roomOf(index), `Person ${index}`)))
  return all
}
/** As fast as the host reads: what piled up here would only slow this process down. */
function send(one, text) {
  if (one.socket.bufferedAmount < MOST_QUEUED) one.send(text)
}
const frame = (method, params, id = 1) => JSON.stringify({ jsonrpc: '2.0', id, method, params })
/** Does it again and again, until the process is ended. */
async function forever(work, pauseMs = 0) {
  for (;;) {
    await work()
    await sleep(pauseMs)
  }
}

/** Each prepares, and gives what then happens. */
const attacks = {
  async nothing() {
    return () => undefined
  },
  async 'raw connections'() {
    return () =>
      times(8000, (index) => {
        const open = () => {
          const socket = connect({ host: hostname, port: Number(port), localAddress: FROM[index % 2] })
          socket.on('error', () => undefined)
          socket.once('close', () => setTimeout(open, 100))
        }
        open()
      })
  },
  async sockets() {
    return async () => {
      for (;;) {
        const open = await clients(40).catch(() => [])
        if (open.length === 0) await sleep(100)
      }
    }
  },
  async pings() {
    const one = await client()
    let id = 1
    return () => forever(() => times(100, () => send(one, frame('session.ping', {}, (id += 1)))), 10)
  },
  async 'bad parameters'() {
    const all = await clients(20)
    const text = frame('session.join', {
      protocol: 1,
      room: 'x',
      name: times(2000, (index) => `${index}`.padEnd(6)),
    })
    return () => forever(() => all.map((one) => send(one, text)), 5)
  },
  async 'chat burst'() {
    const all = await joined(30, () => 'open')
    const text = '🐢'.repeat(4000)
    return () =>
      forever(
        () =>
          all.map((one, index) =>
            send(one, frame('chat.send', { text }, index + Math.ceil(Math.random() * 1e9))),
          ),
        250,
      )
  },
  async passwords() {
    const all = await joined(70, (index) => `own ${index}`)
    return () =>
      forever(
        () =>
          all.map((one) =>
            send(
              one,
              frame('lobby.setPassword', { password: `${Math.random()}` }, Math.ceil(Math.random() * 1e9)),
            ),
          ),
        500,
      )
  },
  async rooms() {
    const all = await clients(200)
    return () =>
      Promise.all(
        all.map((one, index) =>
          one.ask('session.join', { protocol: 1, room: `made up ${index}`, name: 'Nobody' }),
        ),
      )
  },
  async warms() {
    const all = await clients(200)
    return () =>
      forever(async () => {
        for (const [index, one] of all.entries()) {
          const { rtpCapabilities } = await one.hello()
          send(
            one,
            frame(
              'session.warm',
              { room: `made up ${index}`, rtpCapabilities },
              Math.ceil(Math.random() * 1e9),
            ),
          )
        }
      }, 2000)
  },
  async capabilities() {
    const senders = await clients(18)
    await Promise.all(
      senders.map(async (one, index) => {
        const { rtpCapabilities } = await one.hello()
        const { tracks } = await produced(one, rtpCapabilities, index)
        const shown = tracks.map((track) => ({ track, muted: false }))
        await one.request('session.join', {
          protocol: 1,
          room: 'large',
          name: `Sender ${index}`,
          tracks: shown,
        })
      }),
    )
    const viewers = await clients(8)
    const { rtpCapabilities } = await viewers[0].hello()
    const long = longest(rtpCapabilities)
    const join = { protocol: 1, room: 'large', name: 'Viewer', rtpCapabilities: long }
    return () =>
      Promise.all(
        viewers.map((one) =>
          forever(async () => {
            await one.ask('session.join', join)
            await one.ask('session.leave')
          }, 2000),
        ),
      )
  },
}

/** As many silent tracks as a person may send without a picture. */
async function produced(one, rtpCapabilities, index) {
  await one.request('session.warm', { room: 'large', rtpCapabilities })
  const sources = ['microphone', 'screenSound', 'screenSound', 'screenSound', 'screenSound']
  return one.request('media.produce', {
    tracks: sources.map((source, at) => soundOf(source, 500_000 + index * 10 + at)),
  })
}

/** As long as a frame may be. */
function longest({ codecs, headerExtensions }) {
  const filled = (list, change) => times(64, (index) => change(list[index % list.length], index))
  return {
    codecs: filled(codecs, (codec, index) => ({
      ...codec,
      preferredPayloadType: 64 + (index % 64),
      parameters: {
        ...codec.parameters,
        ...Object.fromEntries(times(8, (at) => [`made-up-${at}`, index * 10 + at])),
      },
      rtcpFeedback: times(12, (at) => ({ type: `made-${index}-${at}` })),
    })),
    headerExtensions: filled(headerExtensions, (extension, index) => ({
      ...extension,
      uri: `${extension.uri}-${index}`,
    })),
  }
}

const begin = await attacks[name]()
process.send('ready')
await once(process, 'message')
await begin()

import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { searchSsdp } from '../../../main/outside/searchSsdp.ts'

const ROUTER = '127.0.0.1'
const RIGHT = 'Location:http://127.0.0.1:5000/right.xml '
let sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets) socket.close()
  sockets = []
})

/** Answers every search: from each of these addresses with its line, in this order. */
async function answering(...answers: readonly (readonly [from: string, line: string])[]): Promise<void> {
  const listening = createSocket({ type: 'udp4', reuseAddr: true })
  sockets = [listening]
  const senders = await Promise.all(
    answers.map(async ([from, line]) => {
      const socket = createSocket('udp4')
      sockets.push(socket)
      socket.bind(0, from)
      await once(socket, 'listening')
      return { socket, packet: ['HTTP/1.1 200 OK', 'CACHE-CONTROL: max-age=120', line, '', ''].join('\r\n') }
    }),
  )
  listening.on('message', (_question, { address, port }) => {
    for (const { socket, packet } of senders) socket.send(packet, port, address)
  })
  listening.bind(1900)
  await once(listening, 'listening')
  listening.addMembership('239.255.255.250', ROUTER)
}

const found = async () => (await searchSsdp([ROUTER], ROUTER))?.href

test('finds the default gateway, however it writes its answer', async () => {
  await answering([ROUTER, RIGHT])
  expect(await found()).toBe('http://127.0.0.1:5000/right.xml')
})

test('believes nobody else on the network', async () => {
  await answering(['127.0.0.2', 'LOCATION: http://127.0.0.2/a.xml'], ['127.0.0.2', RIGHT], [ROUTER, RIGHT])
  expect(await found()).toBe('http://127.0.0.1:5000/right.xml')
  for (const socket of sockets.splice(0)) socket.close()
  await answering(['127.0.0.2', 'LOCATION: http://127.0.0.2/a.xml'])
  expect(await found()).toBeUndefined()
})

test('follows no answer that leads elsewhere', async () => {
  const elsewhere = [
    'LOCATION: http://127.0.0.9:5000/desc.xml',
    'LOCATION: https://127.0.0.1:5000/desc.xml',
    'LOCATION: file:///etc/passwd',
    `LOCATION: http://127.0.0.1:5000/${'x'.repeat(600)}`,
    'LOCATION:',
    'SERVER: none',
  ]
  await answering(...elsewhere.map((line) => [ROUTER, line] as const), [ROUTER, RIGHT])
  expect(await found()).toBe('http://127.0.0.1:5000/right.xml')
})

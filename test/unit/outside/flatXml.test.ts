import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { elementsOf, valueOf } from '../../../main/outside/flatXml.ts'
import { upnpGateway } from '../../../main/outside/upnpGateway.ts'

const MOST = 250_000

test('reads elements in order, and values without the spaces around them', () => {
  expect([...elementsOf('<a>1</a><b/><a> 2 </a><a>3', 'a')]).toEqual(['1', ' 2 '])
  expect(valueOf('<x><port> 8443\n</port></x>', 'port')).toBe('8443')
  expect(valueOf('<port></port>', 'port')).toBe('')
  for (const none of ['', '<port>', '</port>', '<port>1</Port>', '<port><a>1</a></port>'])
    expect(valueOf(none, 'port'), none).toBeNull()
  expect(valueOf(`<port>${'x'.repeat(513)}</port>`, 'port')).toBeNull()
})

// With an expression that backtracks each of these took from minutes to days.
test.each([
  `<NewExternalIPAddress>${' '.repeat(MOST)}`,
  '<NewExternalIPAddress>'.repeat(MOST / 22),
  `<NewExternalIPAddress>${' '.repeat(MOST / 2)}x${' '.repeat(MOST / 2)}</Other>`,
  '<service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1'.repeat(MOST / 70),
  `<service>${'<serviceType> '.repeat(MOST / 14)}`,
])('a router that answers with a maze is read to its end (%#)', async (page) => {
  const server = createServer((_request, response) => response.end(page))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const found = await upnpGateway([], '127.0.0.1', async () => new URL(`http://127.0.0.1:${port}/`))
  server.close()
  expect(found).toBeNull()
})

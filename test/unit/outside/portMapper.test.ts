import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fromRouteGet, fromRoutePrint, fromRouteTable } from '../../../main/outside/gatewayAddress.ts'
import { isPublicAddress } from '../../../main/network/isPublicAddress.ts'
import { pmpGateway } from '../../../main/outside/pmpGateway.ts'
import { PortMapper, type PortMapperOptions, type WantedPort } from '../../../main/outside/PortMapper.ts'
import { upnpGateway } from '../../../main/outside/upnpGateway.ts'
import type { OutsideAccessState } from '../../../protocol/hostProcess/outsideAccess.ts'
import { NatPmpResponder } from '../../fixtures/NatPmpResponder.ts'

const ports: WantedPort[] = [
  { protocol: 'tcp', inside: 8443, use: 'pages' },
  { protocol: 'udp', inside: 44300, use: 'media' },
  { protocol: 'tcp', inside: 44300, use: 'media' },
]
const HOUR = 3600
const opened = ports.map(({ protocol, inside }) => ({ protocol, inside, lifetime: HOUR }))
const closed = opened.map((one) => ({ ...one, lifetime: 0 }))

let router: NatPmpResponder
let states: OutsideAccessState[]
/** What the mapper waits for. */
let waiting: { readonly ms: number; readonly call: () => void }[]
beforeEach(async () => {
  router = await NatPmpResponder.start('203.0.113.7')
  states = []
  waiting = []
})
afterEach(() => router.stop())

const askForRouter = (port = router.port) => pmpGateway('127.0.0.1', { protocol: 'tcp', port: 8443 }, port)

function mapper(findRouter: PortMapperOptions['findRouter'] = () => askForRouter()): PortMapper {
  return new PortMapper({
    ports,
    findRouter,
    onChange: (state) => states.push(state),
    after(ms, call) {
      const one = { ms, call }
      waiting.push(one)
      return () => {
        waiting = waiting.filter((other) => other !== one)
      }
    },
  })
}

const open: OutsideAccessState = {
  state: 'open',
  address: '203.0.113.7',
  ports: ports.map((port) => ({ ...port, outside: port.inside + 1000 })),
}

describe('ports of a router, by NAT-PMP', () => {
  test('are opened, renewed at half of their time, and closed in the end', async () => {
    const mapping = mapper()
    expect(router.seen, 'nothing is asked before somebody wants it').toEqual([])
    await mapping.enable(true)
    expect(states).toEqual([{ state: 'asking' }, open])
    expect(router.seen.splice(0)).toMatchObject(opened)

    const [renewal] = waiting.splice(0)
    expect(renewal?.ms).toBe((HOUR * 1000) / 2)
    renewal?.call()
    await expect.poll(() => waiting.length).toBe(1)
    expect(router.seen.splice(0)).toMatchObject(opened)
    expect(states, 'nothing has changed').toHaveLength(2)

    await mapping.close()
    // They are closed at once, each by a packet of its own.
    expect(router.seen).toHaveLength(closed.length)
    expect(router.seen).toEqual(expect.arrayContaining(closed.map((one) => expect.objectContaining(one))))
    expect([mapping.state, waiting]).toEqual([{ state: 'off' }, []])
  })

  test('a packet that is lost is sent again', async () => {
    router.loses = 2
    await mapper().enable(true)
    expect(states.at(-1)).toEqual(open)
  })

  test('a router that refuses leaves nothing half open, and is asked again later', async () => {
    const mapping = mapper(async () => {
      const found = await askForRouter()
      return (
        found && {
          ...found,
          map: (protocol, port, seconds) => {
            router.refuses = protocol === 'udp'
            return found.map(protocol, port, seconds)
          },
        }
      )
    })
    await mapping.enable(true)
    expect(states.at(-1)).toEqual({ state: 'failed', code: 'refused' })
    expect(router.seen, 'what was open is closed').toMatchObject([...opened.slice(0, 2), closed[0]])
    expect(waiting.map(({ ms }) => ms)).toEqual([60_000])
    await mapping.close()
    expect(waiting).toEqual([])
  })

  test('a router behind another one has no address to be reached at', async () => {
    const inner = await NatPmpResponder.start('100.64.3.2')
    await mapper(() => askForRouter(inner.port)).enable(true)
    inner.stop()
    expect(states.at(-1)).toEqual({ state: 'failed', code: 'no_public_address' })
    expect(inner.seen).toEqual([])
  })

  test('where no router answers that is said', async () => {
    await mapper(async () => null).enable(true)
    expect(states.at(-1)).toEqual({ state: 'failed', code: 'no_router' })
  })
})

describe.each(['old', 'own'] as const)(
  'ports of a router that speaks PCP alone and says so in %s words',
  (words) => {
    test('are opened, renewed and closed, and the first answer tells the address', async () => {
      router.pcp = words
      const mapping = mapper()
      await mapping.enable(true)
      expect(states).toEqual([{ state: 'asking' }, open])
      expect(router.seen.splice(0)).toMatchObject([
        { protocol: 'tcp', inside: 8443, lifetime: 120 },
        ...opened,
      ])
      await mapping.close()
      expect(router.seen.map(({ inside, lifetime }) => [inside, lifetime])).toEqual(
        closed.map(({ inside }) => [inside, 0]),
      )
    })

    test('it may be slow, and it may refuse', async () => {
      router.pcp = words
      router.loses = 2
      const mapping = mapper()
      await mapping.enable(true)
      expect(states.at(-1)).toEqual(open)
      await mapping.close()
      router.refuses = true
      const refused = mapper()
      await refused.enable(true)
      expect(states.at(-1)).toEqual({ state: 'failed', code: 'refused' })
      await refused.close()
    })
  },
)

describe('ports of a router, by UPnP', () => {
  const SERVICE = 'urn:schemas-upnp-org:service:WANIPConnection:1'
  let asked: string[]
  let permanentOnly: boolean

  async function serve(): Promise<{ readonly location: URL; stop(): void }> {
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      request.on('end', () => {
        if (request.url === '/desc.xml')
          return response.end(
            `<root><service><serviceType>urn:other:1</serviceType><controlURL>/no</controlURL></service><service><serviceType>${SERVICE}</serviceType><controlURL>/control</controlURL></service></root>`,
          )
        const action = /#(\w+)"/.exec(String(request.headers['soapaction']))?.[1] ?? ''
        const value = (name: string) => new RegExp(`<${name}>([^<]*)<`).exec(body)?.[1] ?? ''
        const words = ['NewProtocol', 'NewExternalPort', 'NewInternalClient', 'NewLeaseDuration'].map(value)
        asked.push([action, ...words].join(' ').trim())
        if (permanentOnly && value('NewLeaseDuration') === '3600')
          return response.writeHead(500).end('<s:Fault><errorCode>725</errorCode></s:Fault>')
        return response.end('<a><NewExternalIPAddress>203.0.113.9</NewExternalIPAddress></a>')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    return { location: new URL(`http://127.0.0.1:${port}/desc.xml`), stop: () => server.close() }
  }
  beforeEach(() => {
    asked = []
    permanentOnly = false
  })

  test('are opened for this computer and closed again', async () => {
    const server = await serve()
    const mapping = mapper(() => upnpGateway([], '127.0.0.1', async () => server.location))
    await mapping.enable(true)
    expect(states.at(-1)).toMatchObject({ state: 'open', address: '203.0.113.9' })
    await mapping.close()
    // A busy router is not waited for.
    await expect.poll(() => asked.length).toBe(7)
    server.stop()
    expect(asked.slice(0, 4)).toEqual([
      'GetExternalIPAddress',
      'AddPortMapping TCP 8443 127.0.0.1 3600',
      'AddPortMapping UDP 44300 127.0.0.1 3600',
      'AddPortMapping TCP 44300 127.0.0.1 3600',
    ])
    expect(asked.slice(4).toSorted()).toEqual([
      'DeletePortMapping TCP 44300',
      'DeletePortMapping TCP 8443',
      'DeletePortMapping UDP 44300',
    ])
  })

  test('for good, where the router knows no other way', async () => {
    permanentOnly = true
    const server = await serve()
    const found = await upnpGateway([], '127.0.0.1', async () => server.location)
    expect(await found?.map('tcp', 8443, HOUR)).toBe(8443)
    server.stop()
    expect(asked.slice(1)).toEqual([
      'AddPortMapping TCP 8443 127.0.0.1 3600',
      'AddPortMapping TCP 8443 127.0.0.1 0',
    ])
  })
})

describe('the way to the world', () => {
  test('is read from what systems tell', () => {
    const table = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask
eth0\t0000A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF
wlan0\t00000000\tFE00000A\t0003\t0\t0\t600\t00000000
eth0\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\n`
    expect(fromRouteTable(table)).toBe('192.168.0.1')
    expect(fromRouteTable('Iface\n')).toBeNull()
    expect(fromRouteGet('   route to: default\n    gateway: 192.168.1.1\n  interface: en0\n')).toBe(
      '192.168.1.1',
    )
    const windows = `          0.0.0.0          0.0.0.0       10.0.0.254      10.0.0.20     50
          0.0.0.0          0.0.0.0      192.168.1.1     192.168.1.20     25\r\n`
    expect(fromRoutePrint(windows)).toBe('192.168.1.1')
  })

  test.each([
    ['203.0.113.7', true],
    ['8.8.8.8', true],
    ['100.64.0.1', false],
    ['192.168.1.1', false],
    ['10.0.0.1', false],
    ['224.0.0.1', false],
    ['nonsense', false],
  ])('%s is an address of the internet: %s', (address, is) => {
    expect(isPublicAddress(address)).toBe(is)
  })
})

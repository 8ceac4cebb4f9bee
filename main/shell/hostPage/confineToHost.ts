import { lookup } from 'node:dns/promises'
import { createServer, type AddressInfo } from 'node:net'
import type { Session, WebContents } from 'electron'

/** Hangs up on everybody: the way of what must not get out. */
interface DeadEnd {
  readonly port: number
  close(): void
}

/**
 * Lets a session and its page reach one host and nobody else, by whatever road: requests are looked at one by one, and
 * for what no filter sees (WebRTC, WebTransport) everything but the host is led to a proxy that hangs up. WebRTC knows
 * no proxy for UDP, so it keeps to TCP there, which hosts offer as well.
 *
 * @param url of the page. @returns takes the dead end away again.
 */
export async function confineToHost(
  session: Session,
  contents: Pick<WebContents, 'setWebRTCIPHandlingPolicy'>,
  url: URL,
): Promise<() => void> {
  session.webRequest.onBeforeRequest(({ url: asked }, callback) =>
    callback({ cancel: !isWithin(asked, url) }),
  )
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  const [deadEnd, addresses] = await Promise.all([openDeadEnd(), addressesOf(url.hostname)])
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: `http://127.0.0.1:${deadEnd.port}`,
    proxyBypassRules: ['<-loopback>', url.hostname, ...addresses].join(';'),
  })
  return () => deadEnd.close()
}

/** Whether a request stays on the page's host, or within the page itself. */
function isWithin(asked: string, { host }: URL): boolean {
  if (!URL.canParse(asked)) return false
  const { protocol, host: to } = new URL(asked)
  if (protocol === 'blob:' || protocol === 'data:') return true
  return (protocol === 'https:' || protocol === 'wss:') && to === host
}

/** Where media goes it goes by address, and not by name. */
async function addressesOf(hostname: string): Promise<string[]> {
  const found = await lookup(hostname.replace(/^\[(.*)\]$/, '$1'), { all: true }).catch(() => [])
  return found.map(({ address, family }) => (family === 6 ? `[${address}]` : address))
}

function openDeadEnd(): Promise<DeadEnd> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () =>
      resolve({ port: (server.address() as AddressInfo).port, close: () => void server.close() }),
    )
  })
}

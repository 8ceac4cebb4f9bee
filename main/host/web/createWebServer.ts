import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { LanAddress } from '../../network/lanAddresses.ts'
import { limits } from '../../../protocol/limits.ts'
import { type GuardOptions, limitConnections } from './limitConnections.ts'
import { CertificateWatcher, type CertificateWatcherOptions } from '../../tls/CertificateWatcher.ts'
import { loadConfiguredCertificate } from '../../tls/loadConfiguredCertificate.ts'
import { loadHostIdentity } from '../../tls/loadHostIdentity.ts'
import type { HostConfig } from '../config/hostConfig.ts'
import { HostStartError } from './HostStartError.ts'
import { isLoopback } from '../../network/isLoopback.ts'
import { trustedProxies } from './trustedProxies.ts'

/** Whoever takes longer wants to hold up others. The WebSockets have watches of their own. */
const timeouts = {
  handshakeTimeout: limits.handshakeMs,
  headersTimeout: limits.headersMs,
  requestTimeout: limits.requestMs,
  /** Milliseconds between two looks for requests that take too long. */
  connectionsCheckingInterval: 1000,
}

/** An ACME tool has put down a new certificate, or the clock was set. */
const LOOK_MS = { configured: 10_000, own: 60_000 } as const

/** Where this computer itself reaches something of the host, and where others on the network do. */
export interface Addresses {
  readonly own: string
  /** The likeliest first. Empty without a network, and where only loopback is listened on. */
  readonly lan: readonly LanAddress[]
}

/**
 * @param address undefined for every address of this computer.
 * @param lan those that it has now.
 */
export function addressesOf(address: string | undefined, lan: readonly LanAddress[]): Addresses {
  if (address === undefined) return { own: '127.0.0.1', lan }
  return { own: address, lan: isLoopback(address) ? [] : [{ address, kind: 'lan' }] }
}

/** Where pages and signaling are listened for: undefined for every address. Plain http stays on loopback. */
export function webAddress({ address, plainHttp }: HostConfig): string | undefined {
  return address ?? (plainHttp ? '127.0.0.1' : undefined)
}

/** Where media is listened for. A proxy passes on pages, but media goes straight to the people. */
export function mediaAddress({ address, mediaAddress: media, plainHttp }: HostConfig): string | undefined {
  return media ?? (plainHttp ? undefined : address)
}

export interface CreateWebServerOptions {
  readonly onRequest: RequestListener
  /** The addresses that this computer has when it is called. */
  readonly lan: () => readonly LanAddress[]
  /** Resolves when requests can be answered, and WebSockets served. */
  readonly ready: Promise<void>
  /** Whether anybody in a network has a seat, or may come back to one. */
  readonly knows: (network: string) => boolean
  readonly log: CertificateWatcherOptions['log']
}

/**
 * The server for pages and signaling, not listening yet, and its certificate: null where a proxy speaks https for it.
 * A new certificate counts for those who connect from then on; nobody's connection ends for it.
 *
 * @throws HostStartError `no_identity`, `bad_certificate`.
 */
export async function createWebServer(
  config: HostConfig,
  { onRequest, lan, ready, knows, log }: CreateWebServerOptions,
): Promise<{ readonly server: Server; readonly certificate: CertificateWatcher | null }> {
  const { plainHttp, trustProxy } = config
  if (plainHttp) {
    // Whoever may connect is a proxy.
    const server = guarded(createHttpServer(timeouts, onRequest), { isProxy: () => true, knows, ready })
    return { server, certificate: null }
  }
  const certificate = await openCertificate(config, lan, log)
  const { key, cert } = certificate.current
  const server = createHttpsServer({ key, cert, ...timeouts }, onRequest)
  certificate.onChange((renewed) => server.setSecureContext({ key: renewed.key, cert: renewed.cert }))
  return { server: guarded(server, { isProxy: trustedProxies(trustProxy), knows, ready }), certificate }
}

function openCertificate(
  config: HostConfig,
  lan: () => readonly LanAddress[],
  log: CertificateWatcherOptions['log'],
): Promise<CertificateWatcher> {
  const { dataDir, tlsCert, tlsKey } = config
  const common = { now: () => Date.now(), log }
  if (tlsCert !== undefined && tlsKey !== undefined) {
    const load = () => loadConfiguredCertificate({ cert: tlsCert, key: tlsKey })
    return CertificateWatcher.open({ load, everyMs: LOOK_MS.configured, ...common }).catch((error: Error) => {
      throw new HostStartError('bad_certificate', { detail: error.message })
    })
  }
  const load = (nowMs: number) => {
    const named = addressesOf(webAddress(config), lan()).lan.map(({ address }) => address)
    return loadHostIdentity(dataDir, named, nowMs)
  }
  return CertificateWatcher.open({ load, everyMs: LOOK_MS.own, ...common }).catch((error: Error) => {
    throw new HostStartError('no_identity', { detail: error.message })
  })
}

function guarded(server: Server, options: GuardOptions): Server {
  server.setTimeout(limits.stalledPageMs)
  limitConnections(server, options)
  return server
}

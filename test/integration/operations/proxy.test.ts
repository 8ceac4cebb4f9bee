import { afterEach, describe, expect, it } from 'vitest'
import { httpGet } from '../../fixtures/httpGet.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

describe('a host under a path prefix', () => {
  let host: RunningHost
  afterEach(() => host.stop())

  it('names the prefix in its own address and redirects to it', async () => {
    host = await startHost({ pathPrefix: 'tools/meet' })
    expect(new URL(host.base).pathname).toBe('/tools/meet/')
    const roots = ['/', '/?room=demo', '/tools/meet', '/tools/meet?room=demo']
    const leads = await Promise.all(
      roots.map(async (path) => {
        const { status, headers } = await httpGet(new URL(path, host.base))
        return [status, new URL(headers.location ?? '', new URL(path, host.base)).href]
      }),
    )
    expect(leads).toEqual([
      [307, host.base],
      [307, `${host.base}?room=demo`],
      [307, host.base],
      [307, `${host.base}?room=demo`],
    ])
    expect((await httpGet(host.base)).text).toContain('<title>Hearth')
    // As the older server did, and as a supervisor that knows no prefix expects.
    expect((await httpGet(new URL('/health', host.base))).status).toBe(200)
    for (const path of ['/index.html', '/tools/index.html', '/tools/meet/../../package.json'])
      expect((await httpGet(new URL(path, host.base))).status, path).toBe(404)
    const client = await TestClient.connect(host.base)
    await client.join('demo', 'Ada')
    await client.close()
    await expect(TestClient.connect(new URL('/', host.base).href)).rejects.toThrow('404')
  })
})

describe('forwarded headers', () => {
  let host: RunningHost
  afterEach(() => host.stop())
  const elsewhere = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'meet.example' }

  it('of a trusted proxy say under which name the page was asked for', async () => {
    host = await startHost({ trustProxy: '10.0.0.0/8,127.0.0.1' })
    const client = await TestClient.connect(host.base, {
      origin: 'https://meet.example',
      headers: elsewhere,
    })
    await client.close()
    const { headers } = await httpGet(host.base, elsewhere)
    expect(String(headers['content-security-policy'])).toContain('wss://meet.example;')
    const plain = { ...elsewhere, 'X-Forwarded-Proto': 'http' }
    await expect(
      TestClient.connect(host.base, { origin: 'https://meet.example', headers: plain }),
    ).rejects.toThrow('403')
  })

  it.each([
    ['wss', { 'X-Forwarded-Proto': 'wss' }],
    ['HTTPS', { 'X-Forwarded-Proto': 'HTTPS' }],
    ['https, http', { 'X-Forwarded-Proto': 'https, http' }],
    ['port 443', { 'X-Forwarded-Host': 'meet.example:443' }],
    ['a final dot', { 'X-Forwarded-Host': 'meet.example.' }],
    ['capitals', { 'X-Forwarded-Host': 'MEET.example' }],
  ])('mean the same when the proxy writes %s', async (_what, written) => {
    host = await startHost({ plainHttp: true, trustProxy: '127.0.0.1', mediaAddress: '127.0.0.1' })
    const headers = { ...elsewhere, ...written }
    const client = await TestClient.connect(host.base, { origin: 'https://meet.example', headers })
    await client.close()
    const page = await httpGet(host.base, headers)
    expect(String(page.headers['content-security-policy'])).toContain('wss://meet.example;')
    const evil = { ...headers, 'X-Forwarded-Host': 'evil.example' }
    await expect(
      TestClient.connect(host.base, { origin: 'https://meet.example', headers: evil }),
    ).rejects.toThrow('403')
  })

  it('of anybody else say nothing', async () => {
    host = await startHost({ trustProxy: '10.0.0.0/8' })
    const options = { origin: 'https://meet.example', headers: elsewhere }
    await expect(TestClient.connect(host.base, options)).rejects.toThrow('403')
    const { headers } = await httpGet(host.base, elsewhere)
    expect(String(headers['content-security-policy'])).not.toContain('meet.example')
  })
})

describe('P-HELLO-5 a host behind a proxy answers to its own names, and to those that are allowed', () => {
  let host: RunningHost
  afterEach(() => host.stop())
  const plain = { plainHttp: true, trustProxy: '127.0.0.1', mediaAddress: '127.0.0.1' }

  /** The status of a page, and of a WebSocket of that page. */
  async function asked(Host: string, more: Record<string, string> = {}): Promise<[number, string]> {
    const { status } = await httpGet(new URL('health', host.base), { Host, ...more })
    const connecting = TestClient.connect(host.base, { origin: `http://${Host}`, headers: { Host, ...more } })
    const socket = await connecting.then(
      async (client) => {
        await client.close()
        return '101'
      },
      (error: Error) => /\d{3}/.exec(error.message)?.[0] ?? error.message,
    )
    return [status, socket]
  }

  it('a page whose name was made to lead here gets nothing, whatever headers it adds', async () => {
    host = await startHost(plain)
    const { port } = host
    expect(await asked(`127.0.0.1:${port}`)).toEqual([200, '101'])
    expect(await asked(`localhost:${port}`)).toEqual([200, '101'])
    expect(await asked(`evil.example:${port}`)).toEqual([421, '421'])
    const lies = { 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-Host': 'localhost' }
    for (const path of ['rooms', 'metrics', '']) {
      const { status } = await httpGet(new URL(path, host.base), { Host: 'evil.example', ...lies })
      expect(status, path).toBe(421)
    }
    expect(await asked('evil.example', lies)).toEqual([421, '421'])
  })

  it('--allow-host adds names, and then binds the proxy to them as well', async () => {
    host = await startHost({ ...plain, allowHost: 'Meet.Example, xn--bro-hoa.example' })
    expect(await asked('meet.example')).toEqual([200, '101'])
    expect(await asked('evil.example')).toEqual([421, '421'])
    const health = new URL('health', host.base)
    const forwarded = (name: string) =>
      httpGet(health, { 'X-Forwarded-Host': name, 'X-Forwarded-Proto': 'https' })
    expect((await forwarded('meet.example:443')).status).toBe(200)
    expect((await forwarded('evil.example')).status).toBe(421)
  })

  it('a proxy that says nothing opens what operators ask to nobody', async () => {
    host = await startHost(plain)
    expect((await httpGet(new URL('rooms', host.base))).status).toBe(403)
    await host.stop()
    host = await startHost({ ...plain, trustProxy: [] })
    expect((await httpGet(new URL('rooms', host.base))).status).toBe(403)
    expect((await httpGet(new URL('health', host.base))).status).toBe(200)
  })
})

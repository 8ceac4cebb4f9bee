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

  it('of anybody else say nothing', async () => {
    host = await startHost({ trustProxy: '10.0.0.0/8' })
    const options = { origin: 'https://meet.example', headers: elsewhere }
    await expect(TestClient.connect(host.base, options)).rejects.toThrow('403')
    const { headers } = await httpGet(host.base, elsewhere)
    expect(String(headers['content-security-policy'])).not.toContain('meet.example')
  })
})

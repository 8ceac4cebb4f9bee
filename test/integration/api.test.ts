import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadHostIdentity } from '../../main/tls/loadHostIdentity.ts'
import { healthSchema, restErrorSchema } from '../../protocol/rest/operators.ts'
import { type RunningHost, startHost } from '../fixtures/startHost.ts'

let host: RunningHost
beforeAll(async () => {
  host = await startHost()
})
afterAll(() => host.stop())

/** A GET of a path exactly as it stands, which a URL object would tidy up. */
function getRaw(path: string): Promise<{ status: number; text: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port: host.port, path, rejectUnauthorized: false, agent: false },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString()
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
        )
      },
    )
      .on('error', reject)
      .end()
  })
}

describe('the host over HTTP', () => {
  it('tells how it is', async () => {
    const { status, body } = await host.get('health')
    expect(status).toBe(200)
    expect(healthSchema.parse(body)).toMatchObject({ status: 'ok', workers: { alive: 1, wanted: 1 } })
  })

  it('serves the page with a policy that lets it talk to this host alone', async () => {
    const { status, text, headers } = await getRaw('/')
    expect([status, text.includes('<title>Hearth')]).toEqual([200, true])
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`connect-src 'self' wss://127.0.0.1:${host.port};`)
    expect(policy).not.toMatch(/'unsafe-eval|\*/)
  })

  it.each([
    '/nothing',
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/../../package.json',
  ])('answers %s with a clear error and nothing else', async (path) => {
    const { status, text } = await getRaw(path)
    expect(status).toBe(404)
    expect(restErrorSchema.parse(JSON.parse(text)).error.code).toBe('not_found')
  })
})

describe('the identity of a host', () => {
  it('is made once and kept, readable by its owner alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-identity-'))
    const first = await loadHostIdentity(folder, ['192.0.2.7'])
    expect(await loadHostIdentity(folder, [])).toEqual(first)
    expect(first.fingerprint).toMatch(/^[\w-]{43}$/)
    await rm(folder, { recursive: true })
  })

  it('is not replaced silently when it is damaged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-identity-'))
    const file = join(folder, 'identity.json')
    await writeFile(file, '{"key": "half')
    await expect(loadHostIdentity(folder, [])).rejects.toThrow('is damaged')
    expect(await readFile(file, 'utf8')).toBe('{"key": "half')
    await rm(folder, { recursive: true })
  })
})

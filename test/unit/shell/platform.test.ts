import { expect, test } from 'vitest'
import type { HearthBridge } from '../../../protocol/ipc/ipc.ts'
import { browserPlatform } from '../../../renderer/platform/browserPlatform.ts'
import { electronPlatform } from '../../../renderer/platform/electronPlatform.ts'

/** The preload script's object, answered by the test. */
function played(answers: Record<string, unknown>) {
  const asked: [string, unknown][] = []
  const none = () => new Set<(p: unknown) => void>()
  const listeners = { hosting: none(), openLink: none(), settings: none() }
  const on = (event: keyof typeof listeners) => (listener: (params: unknown) => void) => {
    listeners[event].add(listener)
    return () => void listeners[event].delete(listener)
  }
  const calls = Object.fromEntries(
    Object.entries(answers).map(([call, answer]) => [
      call,
      async (params: unknown) => {
        asked.push([call, params])
        return answer
      },
    ]),
  )
  const bridge = {
    ...calls,
    on: { hosting: on('hosting'), openLink: on('openLink'), settings: on('settings') },
  }
  const tell = (event: 'hosting' | 'openLink', params: unknown) => {
    for (const listener of listeners[event]) listener(params)
  }
  return { platform: electronPlatform(bridge as unknown as HearthBridge), asked, tell }
}

test("the app's answers are read, and its parts taken out", async () => {
  const { platform, asked } = played({
    'hosting.people': { ok: true, result: { people: 3 } },
    'trust.check': { ok: true, result: { trust: 'trusted', base: 'https://a/' } },
    'hosting.stop': { ok: true, result: {} },
  })
  expect(platform.kind).toBe('app')
  expect(await platform.hosting?.people()).toBe(3)
  const question = { bases: ['https://a/'], fingerprint: null, announced: false }
  expect(await platform.trust?.check(question)).toEqual({ trust: 'trusted', base: 'https://a/' })
  expect(await platform.hosting?.stop()).toBeUndefined()
  expect(asked[1]).toEqual(['trust.check', question])
})

test('a refusal is an error with a code and a sentence', async () => {
  const { platform } = played({ 'screens.list': { ok: false, code: 'forbidden', message: 'No.' } })
  await expect(platform.screens?.list()).rejects.toMatchObject({ code: 'forbidden', message: 'No.' })
})

test('an answer that does not fit is an error too', async () => {
  const { platform } = played({ 'hosting.status': { ok: true, result: { state: 'odd' } } })
  await expect(platform.hosting?.status()).rejects.toThrow()
})

test('news of hosting arrives until one stops listening', () => {
  const { platform, tell } = played({})
  const heard: unknown[] = []
  const stop = platform.hosting?.onChange((state) => heard.push(state))
  tell('hosting', { state: 'starting' })
  tell('hosting', { state: 'odd' })
  stop?.()
  tell('hosting', { state: 'stopped' })
  expect(heard).toEqual([{ state: 'starting' }])
})

test('a link that came before anybody listened is given to the first listener, once', () => {
  const { platform, tell } = played({})
  tell('openLink', { link: 'https://a/' })
  const heard: (string | null)[] = []
  platform.onOpenLink((link) => heard.push(link))
  const stop = platform.onOpenLink((link) => heard.push(`second ${link}`))
  expect(heard).toEqual(['https://a/'])
  stop()
  tell('openLink', { link: 'https://b/' })
  expect(heard).toEqual(['https://a/', 'https://b/'])
})

test.each([
  ['https://192.168.1.20:8443/?room=demo#fp=x', 'https://192.168.1.20:8443/'],
  ['https://host.example/meet/index.html?room=demo', 'https://host.example/meet/'],
])("a browser's page at %s came from %s", (address, base) => {
  const platform = browserPlatform(address)
  expect(platform).toMatchObject({
    kind: 'browser',
    ownBase: base,
    hosting: null,
    trust: null,
    screens: null,
  })
})

import { expect, test } from 'vitest'
import { handleIpcCall, type IpcHandlers } from '../../../main/shell/ipc/handleIpcCall.ts'
import { isOwnPage } from '../../../main/shell/ipc/isOwnPage.ts'
import { ShellError } from '../../../main/shell/ShellError.ts'

const silent = { info: () => {}, warn: () => {} }
const choose: IpcHandlers['screens.choose'] = async () => ({})

test('a call with the right parameters reaches its handler', async () => {
  const seen: unknown[] = []
  const handler: IpcHandlers['screens.choose'] = async (params) => {
    seen.push(params)
    return {}
  }
  const answer = await handleIpcCall('screens.choose', handler, { id: 'screen:1', sound: true }, true, silent)
  expect(answer).toEqual({ ok: true, result: {} })
  expect(seen).toEqual([{ id: 'screen:1', sound: true }])
})

test('a foreign page is refused before anything is read', async () => {
  const answer = await handleIpcCall('screens.choose', choose, { id: 'screen:1', sound: true }, false, silent)
  expect(answer).toMatchObject({ ok: false, code: 'forbidden' })
})

test.each([undefined, null, 'x', {}, { id: 1, sound: true }, { id: 'screen:1' }])(
  'the parameters %j are refused',
  async (data) => {
    expect(await handleIpcCall('screens.choose', choose, data, true, silent)).toMatchObject({
      ok: false,
      code: 'bad_params',
    })
  },
)

test('a refusal keeps its code, and any other error keeps its secrets', async () => {
  const refuse = () => Promise.reject(new ShellError('no_such_source'))
  const fail = () => Promise.reject(new Error('/home/alice/secret'))
  const ask = (handler: IpcHandlers['screens.choose']) =>
    handleIpcCall('screens.choose', handler, { id: 'a', sound: false }, true, silent)
  expect(await ask(refuse)).toMatchObject({ ok: false, code: 'no_such_source' })
  const answer = await ask(fail)
  expect(answer).toMatchObject({ ok: false, code: 'internal' })
  expect(JSON.stringify(answer)).not.toContain('alice')
})

test('only the top frame of our own window, on our own page, is us', () => {
  const url = 'hearth-app://app/index.html'
  expect(isOwnPage({ url, parent: null }, 1, 1)).toBe(true)
  expect(isOwnPage(null, 1, 1)).toBe(false)
  expect(isOwnPage({ url, parent: {} }, 1, 1)).toBe(false)
  expect(isOwnPage({ url, parent: null }, 2, 1)).toBe(false)
  expect(isOwnPage({ url, parent: null }, 1, null)).toBe(false)
  expect(isOwnPage({ url: 'data:text/html,x', parent: null }, 1, 1)).toBe(false)
  expect(isOwnPage({ url: 'https://app/index.html', parent: null }, 1, 1)).toBe(false)
})

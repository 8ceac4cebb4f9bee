import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadPolicy } from '../../../main/shell/settings/loadPolicy.ts'
import { parsePolicy } from '../../../main/shell/settings/parsePolicy.ts'
import { readRegistryPolicy } from '../../../main/shell/settings/readRegistryPolicy.ts'
import { freePolicy, policySchema } from '../../../protocol/ipc/policy.ts'
import { defaultSettings, SETTING_KEYS } from '../../../protocol/ipc/settings.ts'
import { en } from '../../../renderer/locales/en.ts'
import { FINGERPRINT } from '../../fixtures/fakeSurroundings.ts'

const read = (policy: object) => parsePolicy({ type: 'text', text: JSON.stringify(policy) })

/** Everything that a policy can turn off, off. */
const shut = { hosting: false, effects: false, screenShare: false, hosts: [] }

const UPDATE_KEY = `${'A'.repeat(43)}=`

describe('a policy', () => {
  test('that is not there decides nothing', () => {
    expect(parsePolicy({ type: 'none' })).toEqual({ policy: freePolicy, values: {} })
    expect(read({})).toEqual({ policy: freePolicy, values: {} })
  })

  test('decides what it names, and nothing else', () => {
    const host = `https://meet.example:8443/#fp=${FINGERPRINT}`
    const { policy, values } = read({
      hosting: false,
      hosts: [host],
      port: 9000,
      mediaPort: 50_000,
      theme: 'dark',
      closeToTray: false,
      muteKey: 'Control+Shift+M',
      updateFeed: 'https://updates.example/hearth-update.json',
      updateKey: UPDATE_KEY,
    })
    expect(policy).toEqual({
      ...freePolicy,
      hosting: false,
      hosts: [host],
      port: 9000,
      mediaPort: 50_000,
      updateKey: UPDATE_KEY,
      managed: ['theme', 'closeToTray', 'muteKey', 'updateFeed'],
    })
    expect(values).toEqual({
      theme: 'dark',
      closeToTray: false,
      muteKey: 'Control+Shift+M',
      updateFeed: 'https://updates.example/hearth-update.json',
    })
    expect(policySchema.parse(policy)).toEqual(policy)
  })

  test.each([
    ['hosting', 'no', { hosting: false }],
    ['effects', 2, { effects: false }],
    ['screenShare', null, { screenShare: false }],
    ['hosts', ['https://a.example/?room=demo'], { hosts: [] }],
    ['hosts', ['http://a.example/'], { hosts: [] }],
    ['port', 0, { hosting: false }],
    ['mediaPort', '44300', { hosting: false }],
    // With a key that nothing is signed with, updates are off.
    ['updateKey', 'short', { updateKey: '' }],
  ])('with a wrong %s (%j) closes that and names it', (key, value, closed) => {
    expect(read({ [key]: value, theme: 'dark' })).toEqual({
      policy: {
        ...freePolicy,
        ...closed,
        managed: ['theme'],
        problems: [{ code: 'policy_bad_value', key }],
      },
      values: { theme: 'dark' },
    })
  })

  test('with a wrong value for a setting holds it at its default', () => {
    const { policy, values } = read({ closeToTray: 'never' })
    expect(policy).toMatchObject({
      managed: ['closeToTray'],
      problems: [{ code: 'policy_bad_value', key: 'closeToTray' }],
    })
    expect(values).toEqual({ closeToTray: defaultSettings.closeToTray })
  })

  test('cannot open by one key what another has shut', () => {
    expect(read({ port: 'x', hosting: true }).policy.hosting).toBe(false)
  })

  test.each([
    ['text that is no JSON', '{"hosting": fals', 'policy_not_json'],
    ['no object', '[]', 'policy_not_json'],
    ['a comma too many', '{"hosting": false,}', 'policy_not_json'],
    ['nothing', '', 'policy_empty'],
    ['blank lines', ' \r\n\n', 'policy_empty'],
    ['a misspelled name', '{"hostng": false}', 'policy_unknown_key'],
    ['a name that every object has', '{"constructor": 1}', 'policy_unknown_key'],
  ])('of %s closes everything', (_what, text, code) => {
    const { policy, values } = parsePolicy({ type: 'text', text })
    expect(policy).toMatchObject({ ...shut, managed: SETTING_KEYS, problems: [{ code }] })
    expect(values).toEqual(defaultSettings)
  })
})

describe('the file', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-policy-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('that is missing is no policy, and one that cannot be read is a broken one', async () => {
    const at = (name: string) => loadPolicy({ platform: 'linux', file: join(folder, name) })
    expect(await at('none.json')).toEqual({ type: 'none' })
    // A folder is no file.
    expect(await loadPolicy({ platform: 'linux', file: folder })).toEqual({ type: 'unreadable' })
    await writeFile(join(folder, 'a.json'), '{}')
    expect(await at('a.json')).toEqual({ type: 'text', text: '{}' })
    await writeFile(join(folder, 'long.json'), ' '.repeat(70_000))
    expect(await at('long.json')).toEqual({ type: 'unreadable' })
    expect(parsePolicy({ type: 'text', text: '\uFEFF{}' }).policy.problems).toEqual([])
    expect(parsePolicy({ type: 'unreadable' }).policy).toMatchObject({
      ...shut,
      problems: [{ code: 'policy_unreadable', key: null }],
    })
  })
})

describe('a file as editors of Windows save it', () => {
  const TEXT = '{ "closeToTray": false }\r\n'
  const utf16 = Buffer.from(TEXT, 'utf16le')
  let file: string
  beforeAll(async () => {
    file = join(await mkdtemp(join(tmpdir(), 'hearth-policy-')), 'policy.json')
  })
  afterAll(() => rm(dirname(file), { recursive: true }))

  async function saved(bytes: Uint8Array) {
    await writeFile(file, bytes)
    return parsePolicy(await loadPolicy({ platform: 'linux', file }))
  }

  test.each([
    ['', TEXT],
    ['with a byte order mark', `\uFEFF${TEXT}`],
    ['with a name in it', '{ "closeToTray": false, "updateFeed": "https://zoë.example/hearth-update.json" }'],
  ])('as UTF-8 %s is read', async (_how, text) => {
    const { policy, values } = await saved(Buffer.from(text))
    expect(policy.problems).toEqual([])
    expect(values).toMatchObject({ closeToTray: false })
  })

  test.each([
    ['UTF-16LE with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'policy_utf16'],
    ['UTF-16LE without', utf16, 'policy_utf16'],
    ['UTF-16BE', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]), 'policy_utf16'],
    ['UTF-16BE without', Buffer.from(utf16).swap16(), 'policy_utf16'],
    ['Latin 1', Buffer.from('{ "updateFeed": "https://zo\xeb.example/x" }', 'latin1'), 'policy_not_json'],
    ['a mark alone', Buffer.from([0xef, 0xbb, 0xbf]), 'policy_empty'],
    ['nothing', Buffer.alloc(0), 'policy_empty'],
  ])('as %s says what is wrong, and opens nothing', async (_how, bytes, code) => {
    const { policy } = await saved(bytes)
    expect(policy).toMatchObject({ ...shut, problems: [{ code, key: null }] })
    expect(Object.keys(en.settings.policy.problem)).toContain(code)
  })
})

describe('the registry', () => {
  const parent = 'HKEY_LOCAL_MACHINE\\Software\\Policies'
  const key = `${parent}\\Hearth`

  /** What `reg query` prints; it fails for a key that is not given. */
  function printed(answers: Record<string, readonly string[]>) {
    return async (words: readonly string[]) => {
      const lines = answers[words[1] ?? '']
      if (lines === undefined) throw new Error('exit code 1')
      return `\r\n${lines.join('\r\n')}\r\n`
    }
  }

  test('gives numbers, texts and lists, which are read as a file is', async () => {
    const source = await readRegistryPolicy(
      printed({
        [parent]: [`${parent}\\Microsoft`, `${parent.toUpperCase()}\\hearth`],
        [key]: [
          key,
          '    (Default)    REG_SZ    (value not set)',
          '    hosting    REG_DWORD    0x0',
          '    effects    REG_DWORD    0x1',
          '    port    REG_DWORD    0x2328',
          '    theme    REG_SZ    dark',
          '    hosts    REG_MULTI_SZ    https://a.example/\\0https://b.example:8443/',
        ],
      }),
    )
    expect(source).toEqual({
      type: 'values',
      values: {
        hosting: 0,
        effects: 1,
        port: 9000,
        theme: 'dark',
        hosts: ['https://a.example/', 'https://b.example:8443/'],
      },
    })
    expect(parsePolicy(source)).toEqual({
      policy: {
        ...freePolicy,
        hosting: false,
        port: 9000,
        hosts: ['https://a.example/', 'https://b.example:8443/'],
        managed: ['theme'],
      },
      values: { theme: 'dark' },
    })
  })

  test('without our key has no policy; with one that cannot be read, a broken one', async () => {
    expect(await readRegistryPolicy(printed({ [parent]: [`${parent}\\HearthOther`] }))).toEqual({
      type: 'none',
    })
    expect(await readRegistryPolicy(printed({ [parent]: [key] }))).toEqual({ type: 'unreadable' })
    expect(await readRegistryPolicy(printed({}))).toEqual({ type: 'unreadable' })
  })

  test('with a value of another kind is broken there', async () => {
    const lines = [key, '    hosting    REG_BINARY    00']
    const source = await readRegistryPolicy(printed({ [parent]: [key], [key]: lines }))
    expect(parsePolicy(source).policy).toMatchObject({ hosting: false, problems: [{ key: 'hosting' }] })
  })
})

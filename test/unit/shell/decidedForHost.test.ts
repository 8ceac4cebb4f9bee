import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadHostConfig } from '../../../main/host/config/loadHostConfig.ts'
import { decidedForHost } from '../../../main/shell/hosting/decidedForHost.ts'
import { parsePolicy } from '../../../main/shell/settings/parsePolicy.ts'
import { defaultSettings } from '../../../protocol/ipc/settings.ts'

describe('what an administrator decides about the host', () => {
  const policyOf = (policy: object) => parsePolicy({ type: 'text', text: JSON.stringify(policy) })
  const decided = (policy: object, packed = false) => {
    const read = policyOf(policy)
    return decidedForHost(read.policy, { ...defaultSettings, ...read.values }, packed)
  }
  const folder = mkdtempSync(join(tmpdir(), 'hearth-decided-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  /** As the host's process reads it. */
  function configOf(policy: object, env: Record<string, string>, packed = false) {
    const read = loadHostConfig([], env, { olderVariables: false, decided: decided(policy, packed) })
    if (read.kind !== 'config') throw new Error(JSON.stringify(read))
    return read.config
  }

  /** Each way in which the person's environment can say something of the host. */
  const ways: [string, (setting: string, variable: string, value: unknown) => Record<string, string>][] = [
    ['a variable', (_setting, variable, value) => ({ [variable]: String(value) })],
    [
      'a file that a variable names',
      (setting, _variable, value) => {
        const file = join(folder, `${setting}.json`)
        writeFileSync(file, JSON.stringify({ [setting]: value }))
        return { HEARTH_CONFIG: file }
      },
    ],
  ]

  test.each(ways)('goes before %s', (_way, say) => {
    const mapped = say('map-ports', 'HEARTH_MAP_PORTS', true)
    expect(configOf({}, mapped).mapPorts, 'where nobody has decided').toBe(true)
    expect(configOf({ mapPorts: false }, mapped).mapPorts).toBe(false)
    const turn = say('ice-servers', 'HEARTH_ICE_SERVERS', 'turn:bob:hunter2@turn.example')
    expect(configOf({}, turn).iceServers).toHaveLength(1)
    expect(configOf({ iceServers: '' }, turn).iceServers).toEqual([])
    const media = say('media-port', 'HEARTH_MEDIA_PORT', 50_000)
    expect(configOf({}, media).mediaPort).toBe(50_000)
    expect(configOf({ mediaPort: 40_000 }, media).mediaPort).toBe(40_000)
    const port = say('port', 'HEARTH_PORT', 9999)
    expect(configOf({ port: 9000 }, port).port).toBe(9000)
    const worker = say('worker-bin', 'HEARTH_WORKER_BIN', '/tmp/other')
    expect(configOf({}, worker).workerBin).toBe('/tmp/other')
    expect(configOf({}, worker, true).workerBin, "a packed app's worker is checked").toBeUndefined()
  })

  test('which is broken leaves each setting at its default', () => {
    const env = { HEARTH_MAP_PORTS: 'true', HEARTH_ICE_SERVERS: 'stun:stun.example' }
    expect(configOf({ hostng: false }, env)).toMatchObject({ mapPorts: false, iceServers: [] })
  })
})

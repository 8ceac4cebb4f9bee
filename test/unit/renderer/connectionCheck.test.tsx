import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ConnectionCheckDialog } from '../../../renderer/features/connectionCheck/ConnectionCheckDialog.tsx'
import { startLocales } from '../../../renderer/locales/startLocales.ts'
import { type Check, ConnectionCheck } from '../../../renderer/session/connectionCheck/ConnectionCheck.ts'
import {
  CHECKS,
  type CheckName,
  type Finding,
  findings,
} from '../../../renderer/session/connectionCheck/finding.ts'
import { bandwidthFinding } from '../../../renderer/session/connectionCheck/bandwidthFinding.ts'
import { doctor as texts } from '../../../renderer/locales/en/app/doctor.ts'
import { ToastContext } from '../../../renderer/ui/messages/useToasts.ts'
import { ToastQueue } from '../../../renderer/ui/messages/ToastQueue.ts'

startLocales()
afterEach(cleanup)
vi.setConfig({ testTimeout: 30_000 })

const finds = (name: CheckName, code: Finding['code']): Check => ({ name, run: async () => ({ code }) })

async function draw(lanes: readonly (readonly Check[])[]) {
  const user = userEvent.setup()
  const doctor = new ConnectionCheck(() => lanes)
  render(
    <ToastContext value={new ToastQueue()}>
      <ConnectionCheckDialog doctor={doctor} purpose="call" onClose={() => undefined} />
    </ToastContext>,
  )
  await act(async () => {
    await new Promise((resolve) => setTimeout(resolve))
  })
  const row = (name: string) => {
    const found = screen.getAllByRole('listitem').find((item) => item.textContent.startsWith(name))
    if (found === undefined) throw new Error(`There is no row ${name}.`)
    return found
  }
  return { user, doctor, row }
}

test('each check says what it found and what to do, and the whole is summed up', async () => {
  const { row } = await draw([
    [finds('camera', 'camera_busy'), finds('microphone', 'microphone_fine')],
    [finds('host', 'host_fine'), finds('udp', 'udp_blocked'), finds('tcp', 'tcp_carries')],
  ])
  expect(row('Camera').textContent).toMatch(/Another program holds the camera\.Close other programs/)
  expect(within(row('Camera')).getByRole('img', { name: 'Problem' })).toBeDefined()
  expect(within(row('Microphone')).getByRole('img', { name: 'Fine' })).toBeDefined()
  expect(within(row('Direct way')).getByRole('img', { name: 'Take note' })).toBeDefined()
  expect(row('Speaker').textContent).toMatch(/Not checked/)
  expect(screen.getByRole('status').textContent).toBe('2 things need attention.')
})

test('the person is asked, and the answer counts', async () => {
  const asking: Check = {
    name: 'speaker',
    run: async ({ ask }) => ({ code: (await ask()) ? 'speaker_fine' : 'speaker_unheard' }),
  }
  const { user, row } = await draw([[asking]])
  const question = screen.getByRole('group', { name: 'Did you hear the chime?' })
  expect(document.activeElement?.textContent).toBe('Yes')
  await user.click(within(question).getByRole('button', { name: 'No' }))
  expect(row('Speaker').textContent).toMatch(/you did not hear it/)
})

test('it can be stopped, keeps what it has found, and begins anew', async () => {
  let stopped = 0
  const endless: Check = {
    name: 'microphone',
    run: ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          stopped += 1
          reject(new Error('Stopped.'))
        })
      }),
  }
  const { user, row } = await draw([
    [finds('camera', 'camera_fine'), endless, finds('speaker', 'speaker_fine')],
  ])
  expect(row('Microphone').textContent).toMatch(/Listening/)
  await user.click(screen.getByRole('button', { name: 'Stop' }))
  expect(stopped).toBe(1)
  expect(within(row('Camera')).getByRole('img', { name: 'Fine' })).toBeDefined()
  expect(row('Microphone').textContent).toMatch(/Not checked/)
  expect(row('Speaker').textContent).toMatch(/Not checked/)
  await user.click(screen.getByRole('button', { name: 'Check again' }))
  expect(row('Microphone').textContent).toMatch(/Listening/)
})

test('the level is shown while it listens', async () => {
  let tell: (level: number) => void = () => undefined
  const listening: Check = {
    name: 'microphone',
    run: ({ level }) => {
      tell = level
      return new Promise(() => undefined)
    },
  }
  await draw([[listening]])
  tell(0.4)
  expect(screen.getByRole('meter', { name: 'Microphone level' }).getAttribute('aria-valuenow')).toBe('40')
})

test('the result can be copied, with codes, and names no address', async () => {
  const { user } = await draw([
    [finds('camera', 'camera_fine')],
    [
      {
        name: 'speed',
        run: async () => bandwidthFinding({ down: 5_000_000, up: 1_000_000, most: 10_000_000 }),
      },
    ],
  ])
  await user.click(screen.getByRole('button', { name: 'Copy result' }))
  const report = await navigator.clipboard.readText()
  expect(report).toContain('(camera_fine)')
  expect(report).toContain('Little: 5 Mbit/s to you, 1 from you')
  expect(report).toContain('(speed_low)')
})

describe('what a speed means', () => {
  test.each([
    [9_900_000, 9_900_000, 'speed_fine'],
    [2_200_000, 2_200_000, 'speed_fine'],
    [2_100_000, 9_000_000, 'speed_low'],
    [9_000_000, 400_000, 'speed_low'],
    [9_000_000, 100_000, 'speed_voices'],
    [0, 0, 'speed_voices'],
  ] as const)('%i down and %i up: %s', (down, up, code) => {
    expect(bandwidthFinding({ down, up, most: 10_000_000 }).code).toBe(code)
  })
})

test('each code has its words, its check, and where it is a problem, what to do', () => {
  // A text that counts something has one form for one and another for more.
  const codes = Object.keys(texts.found).map((key) => key.replace(/_(?:one|other)$/, ''))
  expect([...new Set(codes)]).toEqual(Object.keys(findings))
  for (const [code, verdict] of Object.entries(findings)) {
    if (!code.startsWith('network')) expect(CHECKS.some((name) => code.startsWith(name))).toBe(true)
    if (verdict === 'problem') expect(Object.keys(texts.fix), code).toContain(code)
    if (verdict === 'fine') expect(Object.keys(texts.fix), code).not.toContain(code)
  }
})

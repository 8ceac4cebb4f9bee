import { act, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { MAINS, type Power } from '../../../protocol/power.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeApp, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const ON_BATTERY = 'The computer that hosts this meeting runs on its battery.'
const LOW = 'The battery of the computer that hosts this meeting is low.'
const GOING_TO_SLEEP = 'The computer that hosts this meeting is going to sleep.'

async function drawGuest() {
  const meeting = FakeMeeting.joined(1, 'host', 'presenter')
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Bob&join=now' })
  const { user } = await drawApp(browserPlatform, around)
  const power = (state: Power) => act(() => meeting.store.setState({ power: state }))
  return { user, meeting, power }
}

test('P-POWER-1 a guest is told of the battery, and again once it is low', async () => {
  const { user, power } = await drawGuest()
  power({ type: 'battery', percent: 80 })
  expect(screen.getByText(ON_BATTERY).parentElement?.textContent).toContain('It is 80 % full.')
  await user.click(screen.getByRole('button', { name: 'OK' }))
  power({ type: 'battery', percent: 75 })
  expect(screen.queryByText(ON_BATTERY)).toBeNull()
  power({ type: 'battery', percent: 20 })
  expect(screen.getByText(LOW)).toBeDefined()
  power(MAINS)
  expect(screen.queryByText(LOW)).toBeNull()
})

test('P-POWER-2 the sleep of the host is said calmly, before it and while nobody answers', async () => {
  const { meeting, power } = await drawGuest()
  power({ type: 'asleep' })
  expect(screen.getByText(GOING_TO_SLEEP)).toBeDefined()
  act(() => meeting.store.setState({ link: { kind: 'down', cause: 'lost', retryAt: null } }))
  expect(screen.queryByText(GOING_TO_SLEEP)).toBeNull()
  expect(screen.queryByText('Connection lost.')).toBeNull()
  const notice = screen.getByText('The computer that hosts this meeting is asleep.').parentElement
  expect(notice?.textContent).toContain('Reconnecting…')
})

test('the person at the hosting computer is told what to do, and its battery is told to the host', async () => {
  const battery = Object.assign(new EventTarget(), { charging: false, level: 0.18 })
  Object.defineProperty(navigator, 'getBattery', { configurable: true, value: async () => battery })
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const around = fakeSurroundings(meeting, { query: '?host=now&room=demo&username=Alice' })
  const app = fakeApp()
  const { model } = await drawApp(app.platform, around)
  expect(app.calls).toContain('battery in use 18')
  Object.assign(battery, { charging: true, level: 0.2 })
  battery.dispatchEvent(new Event('chargingchange'))
  expect(app.calls).toContain('battery charging 20')
  act(() => meeting.store.setState({ power: { type: 'battery', percent: 20 } }))
  const notice = screen.getByText('This computer hosts the meeting, and its battery is low.').parentElement
  expect(notice?.textContent).toContain('Plug it in')
  await act(() => model.stopHosting())
  battery.dispatchEvent(new Event('levelchange'))
  expect(app.calls.filter((call) => call.startsWith('battery'))).toHaveLength(2)
  Reflect.deleteProperty(navigator, 'getBattery')
})

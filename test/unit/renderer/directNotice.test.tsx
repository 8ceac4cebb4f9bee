import { act, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { DirectState } from '../../../renderer/session/sessionState.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const NO_SERVER = 'The host’s media server is not running.'

async function drawCall() {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  const { user } = await drawApp(browserPlatform, around)
  const setDirect = (direct: DirectState | null) => act(() => meeting.store.setState({ direct }))
  const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent ?? '')
  return { user, meeting, setDirect, said }
}

test('the call says calmly that there is no media server, and what follows from it', async () => {
  const { setDirect, said } = await drawCall()
  expect(said().join()).not.toContain(NO_SERVER)
  setDirect('connected')
  expect(said()).toContainEqual(expect.stringContaining(`${NO_SERVER} You two are connected directly.`))
  expect(screen.queryByRole('alert')).toBeNull()
  setDirect('tooMany')
  expect(said()).toContainEqual(expect.stringContaining(`${NO_SERVER} Sound and pictures need it when more`))
  setDirect(null)
  expect(said().join()).not.toContain(NO_SERVER)
})

test('what was understood is not said again, but what comes next is', async () => {
  const { user, setDirect, said } = await drawCall()
  setDirect('connected')
  await user.click(screen.getByRole('button', { name: 'OK' }))
  expect(said().join()).not.toContain(NO_SERVER)
  setDirect('tooMany')
  expect(said().join()).toContain(NO_SERVER)
  setDirect('connected')
  expect(said().join()).toContain(NO_SERVER)
})

test('a broken connection to the host is said first', async () => {
  const { meeting, setDirect, said } = await drawCall()
  setDirect('connected')
  act(() => meeting.store.setState({ link: { kind: 'down', cause: 'lost', retryAt: null } }))
  expect(said().join()).not.toContain(NO_SERVER)
})

test('the lobby tells what will happen', async () => {
  const meeting = FakeMeeting.ready()
  const { user } = await drawApp(
    browserPlatform,
    fakeSurroundings(meeting, { query: '?room=demo&username=Alice' }),
  )
  await user.click(screen.getByRole('button', { name: 'Join' }))
  act(() => meeting.store.setState({ media: false }))
  expect(screen.getByText(/cannot carry sound and pictures/)).toBeDefined()
  act(() => meeting.store.setState({ direct: 'waiting' }))
  expect(screen.getByText(/Two people are connected directly/)).toBeDefined()
})

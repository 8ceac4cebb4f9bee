import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { personNameSchema } from '../../../protocol/names.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const alice = { name: personNameSchema.parse('Alice'), role: 'host' as const, joinedAt: 0 }

async function drawLobby() {
  const meeting = FakeMeeting.ready()
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice' })
  const drawn = await drawApp(browserPlatform, around)
  await drawn.user.click(screen.getByRole('button', { name: 'Join' }))
  return { ...drawn, meeting, media: around.media }
}

test('the lobby has the names of the contract', async () => {
  const { container } = await drawLobby()
  expect(container.querySelector('video')?.getAttribute('aria-label')).toBe('Camera preview')
  expect(screen.getByRole('meter', { name: 'Microphone level' })).toBeDefined()
  for (const name of ['Camera', 'Microphone', 'Speaker']) {
    expect(screen.getByRole('combobox', { name })).toBeDefined()
  }
  for (const name of ['Mute microphone', 'Turn camera off', 'Join now', 'Back']) {
    expect(screen.getByRole('button', { name })).toBeDefined()
  }
})

test('the level goes to the meter without drawing anything again', async () => {
  const { media } = await drawLobby()
  const meter = screen.getByRole('meter')
  media.hear(0.5)
  expect(meter.getAttribute('aria-valuenow')).toBe('50')
  media.hear(0.51)
  expect(meter.getAttribute('aria-valuenow')).toBe('50')
  expect(meter.style.getPropertyValue('--level')).toBe('0.51')
})

test('devices turn off and on again, and each problem has its words', async () => {
  const { user, media } = await drawLobby()
  await user.click(screen.getByRole('button', { name: 'Mute microphone' }))
  await user.click(screen.getByRole('button', { name: 'Turn camera off' }))
  expect(media.calls).toEqual(['microphone off', 'camera off'])
  act(() => media.store.setState({ camera: { kind: 'problem', problem: 'denied' } }))
  expect(screen.getByRole('alert').textContent).toMatch(/may not use your camera/)
  act(() => media.store.setState({ camera: { kind: 'problem', problem: 'busy' } }))
  expect(screen.getByRole('alert').textContent).toMatch(/Another program/)
  await user.click(screen.getByRole('button', { name: 'Turn camera on' }))
  expect(media.calls.at(-1)).toBe('camera on')
})

test('a device is chosen by its name', async () => {
  const { user, media } = await drawLobby()
  act(() =>
    media.store.setState({
      cameras: [
        { id: 'one', label: 'Front' },
        { id: 'two', label: '' },
      ],
    }),
  )
  const camera = screen.getByRole('combobox', { name: 'Camera' })
  await user.selectOptions(camera, 'Camera 2')
  expect(media.store.getState().chosen.camera).toBe('two')
  await user.selectOptions(camera, 'System default')
  expect(media.store.getState().chosen.camera).toBeNull()
})

test('Join now works while still connecting, and shows that it is under way', async () => {
  const { user, meeting } = await drawLobby()
  act(() => meeting.store.setState({ phase: { kind: 'connecting' } }))
  await user.click(screen.getByRole('button', { name: 'Join now' }))
  expect(meeting.calls).toEqual(['join Alice'])
  await user.click(screen.getByRole('button', { name: /Join now/ }))
  expect(meeting.calls).toEqual(['join Alice'])
})

test('the call is drawn behind the lobby, where nobody reaches it, and is there with the room', async () => {
  const { container, meeting, media } = await drawLobby()
  await waitFor(() => expect(container.querySelector('[role="toolbar"]')).not.toBeNull())
  expect(screen.queryByRole('toolbar')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Leave' })).toBeNull()
  // Neither do its keys do anything yet.
  fireEvent.keyDown(document.body, { key: 'm' })
  fireEvent.keyDown(document.body, { key: ' ', code: 'Space' })
  expect(media.calls).toEqual([])

  const toolbar = container.querySelector('[role="toolbar"]')
  act(() => meeting.happen({ type: 'peer.joined', peer: { ...alice, id: testPeer(0) } }))
  expect(screen.getByRole('toolbar', { name: 'Call controls' })).toBe(toolbar)
  expect(screen.queryByRole('button', { name: 'Join now' })).toBeNull()
  fireEvent.keyDown(document.body, { key: 'm' })
  expect(media.calls).toEqual(['microphone off'])
})

test('a name that is not allowed stays here', async () => {
  const { user, meeting } = await drawLobby()
  const name = screen.getByRole('textbox', { name: 'Your name' })
  await user.clear(name)
  await user.click(screen.getByRole('button', { name: 'Join now' }))
  expect(screen.getByText('The name is missing.')).toBeDefined()
  expect(meeting.calls).toEqual([])
})

test('a host that cannot be reached says so and offers to try again', async () => {
  const { meeting, media } = await drawLobby()
  const asked: string[] = []
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(url.href)
    throw new TypeError('Failed to fetch')
  })
  act(() => meeting.store.setState({ phase: { kind: 'failed', code: 'unreachable' } }))
  expect(screen.getByRole('heading', { name: 'The host does not answer' })).toBeDefined()
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined()
  expect(media.calls).toContain('close')
  expect(await screen.findByText(/^Does not answer\. Ask whether the meeting is running/)).toBeDefined()
  expect(asked).toEqual(['https://192.168.1.20:8443/health'])
  vi.unstubAllGlobals()
})

describe('a room with a password', () => {
  const box = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Password' })
  async function asked() {
    const drawn = await drawLobby()
    expect(screen.queryByRole('textbox', { name: 'Password' })).toBeNull()
    await drawn.user.click(screen.getByRole('button', { name: 'Join now' }))
    act(() =>
      drawn.meeting.store.setState({ asksPassword: true, phase: { kind: 'password', problem: 'needed' } }),
    )
    return drawn
  }

  test('asks for it where the host says so, and sends nothing without one', async () => {
    const { user, meeting } = await asked()
    expect(document.activeElement).toBe(box())
    await user.click(screen.getByRole('button', { name: 'Join now' }))
    expect(screen.getByText('Enter the password of this meeting.')).toBeDefined()
    expect(meeting.calls).toEqual(['join Alice'])
    await user.click(box())
    await user.paste('x'.repeat(129))
    await user.keyboard('{Enter}')
    expect(screen.getByText('A password may have at most 128 letters.')).toBeDefined()
    expect(meeting.calls).toEqual(['join Alice'])
    await user.clear(box())
    await user.type(box(), 'open sesam{Enter}')
    expect(meeting.calls).toEqual(['join Alice', 'join Alice with open sesam'])
  })

  test('says at the box that it was wrong, until something else is typed', async () => {
    const { user, meeting } = await asked()
    await user.type(box(), 'open sesam{Enter}')
    act(() => meeting.store.setState({ phase: { kind: 'password', problem: 'wrong' } }))
    const sentence = 'That is not the password of this meeting. Check it and try again.'
    expect(box().getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText(sentence)).toBeDefined()
    expect([box().value, document.activeElement]).toEqual(['open sesam', box()])
    await user.type(box(), 'e')
    expect(screen.queryByText(sentence)).toBeNull()
    // The same mistake once more is said once more.
    await user.type(box(), '{Enter}')
    act(() => meeting.store.setState({ phase: { kind: 'password', problem: 'wrong' } }))
    expect(screen.getByText(sentence)).toBeDefined()
  })

  test('counts down how long to wait after too many', async () => {
    const { meeting } = await asked()
    const retryAt = Date.now() + 60_000
    act(() => meeting.store.setState({ phase: { kind: 'password', problem: 'tooMany', retryAt } }))
    expect(screen.getByText(/^Too many wrong passwords .* Try again in \d+ seconds\.$/)).toBeDefined()
    act(() =>
      meeting.store.setState({ phase: { kind: 'password', problem: 'tooMany', retryAt: Date.now() } }),
    )
    expect(await screen.findByText('You can try again now.', {}, { timeout: 10_000 })).toBeDefined()
  })

  test('asks in the lobby, also somebody on the direct way in', async () => {
    const meeting = FakeMeeting.ready()
    await drawApp(browserPlatform, fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' }))
    expect(screen.queryByRole('textbox')).toBeNull()
    act(() => meeting.store.setState({ asksPassword: true, phase: { kind: 'password', problem: 'needed' } }))
    expect(box()).toBeDefined()
  })
})

describe('a locked room', () => {
  async function waiting() {
    const drawn = await drawLobby()
    await drawn.user.click(screen.getByRole('button', { name: 'Join now' }))
    act(() => drawn.meeting.store.setState({ phase: { kind: 'waiting' } }))
    return drawn
  }

  test('lets one wait in view of the own picture, and give up', async () => {
    const { user, meeting, container } = await waiting()
    expect(screen.getByRole('heading', { name: 'Waiting to be let in' })).toBeDefined()
    expect(screen.getByRole('status').textContent).toContain('Waiting to be let in')
    expect(container.querySelector('video')?.getAttribute('aria-label')).toBe('Camera preview')
    expect(screen.queryByRole('button', { name: 'Join now' })).toBeNull()
    expect(document.activeElement?.textContent).toBe('Cancel')
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(meeting.calls.at(-1)).toBe('withdraw')
    expect(screen.getByRole('button', { name: 'Join now' })).toBeDefined()
  })

  test.each([
    ['declined', 'You were not let in', 'Ask again'],
    ['over', 'The meeting has ended', 'Begin a new one'],
  ] as const)('that ends it as %s says so', async (reason, title, again) => {
    const { meeting, media } = await waiting()
    act(() => meeting.store.setState({ phase: { kind: 'ended', reason } }))
    expect(screen.getByRole('heading', { name: title })).toBeDefined()
    expect(screen.getByRole('button', { name: again })).toBeDefined()
    expect(media.calls).toContain('close')
  })
})

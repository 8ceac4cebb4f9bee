import { act, fireEvent, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { ScreenList, ScreenSource } from '../../../protocol/ipc/ipc.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { fakeApp, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const PATIENCE = { timeout: 20_000 }

const source = (id: string, name: string, thumbnail = 'data:,'): ScreenSource => ({
  id,
  name,
  kind: id.startsWith('screen') ? 'screen' : 'window',
  thumbnail,
})
const left = source('screen:1:0', 'Screen 1')
const right = source('screen:2:0', 'Screen 2')
const notes = source('window:7:0', 'Notes')

/** The picker of a computer whose screens and windows the test says. */
async function openPicker(first: readonly ScreenSource[], facts: Partial<ScreenList> = {}) {
  const app = fakeApp()
  const around = fakeSurroundings(FakeMeeting.joined(0, 'host', 'presenter'), {
    query: '?room=demo&username=Alice&join=now',
  })
  let sources = first
  let looks = 0
  const chosen: unknown[] = []
  const platform = {
    ...app.platform,
    ownBase: 'https://192.168.1.20:8443/',
    screens: {
      list: async () => {
        looks += 1
        return { sources: [...sources], sound: false, live: true, ...facts }
      },
      choose: async (...choice: unknown[]) => void chosen.push(choice),
    },
  }
  // happy-dom has no screens to capture.
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { getDisplayMedia: () => undefined },
  })
  const drawn = await drawApp(platform, around)
  await drawn.user.click(screen.getByRole('button', { name: 'Share screen' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Share your screen' }, PATIENCE))
  await dialog.findByRole('tab', { name: 'Screens', selected: true }, PATIENCE)
  /** Waits until the picker has looked again, after the change. */
  const become = async (next: readonly ScreenSource[]) => {
    sources = next
    const before = looks
    await vi.waitFor(() => expect(looks).toBeGreaterThan(before + 1), PATIENCE)
    await act(async () => {})
  }
  return { ...drawn, dialog, become, chosen, media: around.media, looks: () => looks }
}

const names = (dialog: Awaited<ReturnType<typeof openPicker>>['dialog']) =>
  dialog.queryAllByRole<HTMLInputElement>('radio').map((radio) => radio.labels?.[0]?.textContent)

test('screens and windows come and go while it is open; what was chosen stays so, with its new picture', async () => {
  const { user, dialog, become } = await openPicker([left, right, notes])
  await dialog.findByRole('radio', { name: 'Screen 1' })
  expect(names(dialog)).toEqual(['Screen 1', 'Screen 2'])
  const share = dialog.getByRole<HTMLButtonElement>('button', { name: 'Share' })
  expect(share.disabled).toBe(true)
  await user.click(dialog.getByRole('radio', { name: 'Screen 2' }))
  expect(share.disabled).toBe(false)

  await become([source('screen:3:0', 'Screen 3'), { ...right, thumbnail: 'data:,new' }, notes])
  expect(names(dialog)).toEqual(['Screen 3', 'Screen 2'])
  const radio = dialog.getByRole<HTMLInputElement>('radio', { name: 'Screen 2', checked: true })
  expect(radio.labels?.[0]?.querySelector('img')?.src).toBe('data:,new')

  await become([left, notes])
  expect(dialog.getByRole('status').textContent).toBe('“Screen 2” is not there any more.')
  expect(share.disabled).toBe(true)
})

test('by keyboard: the tabs by arrows, and a choice by arrows and return', async () => {
  const { user, dialog, chosen, media } = await openPicker([left, notes, source('window:8:0', 'Slides')])
  act(() => dialog.getByRole('tab', { name: 'Screens' }).focus())
  await user.keyboard('{ArrowRight}')
  expect(dialog.getByRole('tab', { name: 'Windows', selected: true })).toBeTruthy()
  const radios = within(dialog.getByRole('radiogroup', { name: 'Windows' }))
  await user.click(radios.getByRole('radio', { name: 'Slides' }))
  fireEvent.keyDown(radios.getByRole('radio', { name: 'Slides' }), { key: 'Enter' })
  await vi.waitFor(() => expect(media.calls).toContain('share without sound'))
  expect(chosen).toEqual([['window:8:0', false]])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a choice of another tab is not shared unseen', async () => {
  const { user, dialog } = await openPicker([left, notes])
  await user.click(await dialog.findByRole('radio', { name: 'Screen 1' }))
  await user.click(dialog.getByRole('tab', { name: 'Windows' }))
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Share' }).disabled).toBe(true)
  await user.click(dialog.getByRole('tab', { name: 'Screens' }))
  expect(dialog.getByRole('radio', { name: 'Screen 1', checked: true })).toBeTruthy()
})

test('the sound of the computer is offered where there is a way to get it', async () => {
  const { user, dialog, chosen, media } = await openPicker([left], { sound: true })
  await user.click(await dialog.findByRole('radio', { name: 'Screen 1' }))
  await user.click(dialog.getByRole('checkbox', { name: 'Share the computer’s sound too' }))
  await user.click(dialog.getByRole('button', { name: 'Share' }))
  await vi.waitFor(() => expect(media.calls).toContain('share with sound'))
  expect(chosen).toEqual([['screen:1:0', true]])
})

test('where the system asks each time, it looks once; without sound there is no box for it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true })
  const { dialog, looks } = await openPicker([left], { live: false })
  await dialog.findByRole('radio', { name: 'Screen 1' })
  await act(() => vi.advanceTimersByTimeAsync(5000))
  expect(looks()).toBe(1)
  expect(dialog.queryByRole('checkbox')).toBeNull()
  vi.useRealTimers()
})

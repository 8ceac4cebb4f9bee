import axe from 'axe-core'
import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EffectsDialog } from '../../../renderer/features/background/EffectsDialog.tsx'
import { startLocales } from '../../../renderer/locales/startLocales.ts'
import { FakeMedia } from '../../fixtures/FakeMedia.ts'

startLocales()
beforeEach(() => browserWith('filter'))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** A browser whose canvases know this. */
function browserWith(...abilities: string[]): void {
  class Context {}
  for (const ability of abilities) Object.assign(Context.prototype, { [ability]: 'none' })
  vi.stubGlobal('OffscreenCanvasRenderingContext2D', Context)
}

function draw() {
  const media = new FakeMedia()
  const { container } = render(<EffectsDialog media={media} level={null} onClose={() => undefined} />)
  return { media, container, user: userEvent.setup(), wish: () => media.effects.store.getState().wish }
}

test('a background is chosen by mouse or by keyboard', async () => {
  const { user, wish } = draw()
  const group = screen.getByRole('group', { name: 'Background' })
  expect(group.querySelectorAll('input[type=radio]')).toHaveLength(7)
  await user.click(screen.getByRole('radio', { name: 'Blur' }))
  expect(wish().background).toBe('blur')
  await user.keyboard('{ArrowRight}')
  expect(wish().background).toBe('strongBlur')
  await user.click(screen.getByRole('checkbox', { name: 'Suppress noise strongly' }))
  expect(wish()).toEqual({ background: 'strongBlur', suppressNoise: true })
})

test('a blur is not offered where the browser cannot draw one', () => {
  browserWith()
  draw()
  expect(screen.queryByRole('radio', { name: /blur/i })).toBeNull()
  expect(screen.getByRole('radio', { name: 'Dusk' })).not.toBeNull()
  expect(screen.getByText('This browser can’t blur. Choose a picture instead.')).not.toBeNull()
})

test('says what an effect is doing, what it costs, and why it ended', () => {
  const { media } = draw()
  const { store } = media.effects
  act(() => store.setState({ camera: { kind: 'preparing' } }))
  expect(screen.getByRole('status').textContent).toBe('Preparing…')
  act(() =>
    store.setState({
      camera: { kind: 'on', cost: { ms: 6.8, ofMs: 33.3, eased: true } },
      microphone: { kind: 'on', cost: { ms: 0.17, ofMs: 10, eased: false } },
    }),
  )
  screen.getByText('Takes 7 ms of each 33 ms picture. Done less finely, so that this computer keeps up.')
  screen.getByText('Takes 0.2 ms of each 10 ms of sound.')
  act(() => store.setState({ ended: { source: 'microphone', why: 'tooSlow' } }))
  expect(screen.getByRole('alert').textContent).toContain('this computer cannot keep up')
  act(() => media.effects.setSuppressNoise(true))
  expect(screen.queryByRole('alert')).toBeNull()
})

test('readers find a name for everything', async () => {
  draw()
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } })
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
})

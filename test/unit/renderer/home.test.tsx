import { screen, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeApp, fakeSurroundings, FINGERPRINT } from '../../fixtures/fakeSurroundings.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const room = () => screen.getByRole('textbox', { name: 'Room' })
const person = () => screen.getByRole('textbox', { name: 'Your name' })
const button = (name: string) => screen.getByRole('button', { name })

describe('Home in a browser', () => {
  test('has the names of the contract, and no hosting', async () => {
    await drawApp(
      browserPlatform,
      fakeSurroundings(FakeMeeting.ready(), { query: '?room=demo&username=Alice' }),
    )
    expect(room()).toHaveProperty('value', 'demo')
    expect(person()).toHaveProperty('value', 'Alice')
    expect(button('Join')).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Host a meeting' })).toBeNull()
    expect(screen.getAllByRole('status')).toHaveLength(1)
  })

  test('says what is wrong beside the boxes, until the person types', async () => {
    const around = fakeSurroundings(FakeMeeting.ready(), { query: `?room=${'x'.repeat(10_000)}` })
    const { user } = await drawApp(browserPlatform, around)
    await user.click(button('Join'))
    expect(room().getAttribute('aria-invalid')).toBe('true')
    expect(describedBy(room())).toBe('The room name may have at most 64 letters.')
    expect(describedBy(person())).toBe('The name is missing.')
    await user.clear(room())
    expect(describedBy(room())).not.toContain('64')
    expect(around.opened).toEqual([])
  })

  test('Enter joins', async () => {
    const around = fakeSurroundings(FakeMeeting.ready())
    const { user } = await drawApp(browserPlatform, around)
    await user.type(room(), 'demo')
    await user.type(person(), 'Alice{Enter}')
    expect(await screen.findByRole('button', { name: 'Join now' })).toBeDefined()
    expect(around.opened).toMatchObject([{ room: 'demo' }])
  })
})

describe('Home in the app', () => {
  test('hosts a room of the typed name, or one of its own', async () => {
    for (const [typed, expected] of [
      ['standup', 'standup'],
      ['', 'meeting'],
      ['https://10.0.0.9/?room=theirs', 'meeting'],
    ] as const) {
      const around = fakeSurroundings(FakeMeeting.ready())
      const { user, unmount } = await drawApp(fakeApp().platform, around)
      if (typed !== '') await user.type(room(), typed)
      await user.click(button('Host a meeting'))
      await screen.findByRole('button', { name: 'Join now' })
      expect(around.opened).toMatchObject([{ room: expected, base: 'https://127.0.0.1:8443/' }])
      unmount()
    }
  })

  test('explains a plain name while nobody hosts', async () => {
    const { user } = await drawApp(
      fakeApp().platform,
      fakeSurroundings(FakeMeeting.ready(), { query: '?username=A' }),
    )
    await user.type(room(), 'demo')
    await user.click(button('Join'))
    expect(describedBy(room())).toMatch(/invite link.*Host a meeting/)
  })

  test('shows why a host was not reached, with a button to try again', async () => {
    const app = fakeApp({ trust: () => ({ trust: 'unreachable' }) })
    const { user } = await drawApp(
      app.platform,
      fakeSurroundings(FakeMeeting.ready(), { query: '?username=A' }),
    )
    await user.type(room(), 'https://10.0.0.9:8443/?room=demo')
    await user.click(button('Join'))
    expect((await screen.findByRole('alert')).textContent).toContain('10.0.0.9:8443')
    expect(app.calls).toContain('way https://10.0.0.9:8443/')
    expect(await screen.findByText(/no computer answers at its address\. Ask whether/)).toBeDefined()
    expect(button('Why can’t I join?')).toBeDefined()
    await user.click(button('Try again'))
    expect(await screen.findByRole('alert')).toBeDefined()
  })

  test('asks to compare words, and has no way on at a changed certificate', async () => {
    const link = 'https://10.0.0.9:8443/?room=demo'
    const unknown = { trust: 'unknown' as const, fingerprint: FINGERPRINT, words: 'acid lantern velvet' }
    const first = await drawApp(
      fakeApp({ trust: () => unknown }).platform,
      fakeSurroundings(FakeMeeting.ready(), { query: `?username=A&room=${encodeURIComponent(link)}` }),
    )
    await first.user.click(button('Join'))
    const question = await screen.findByRole('alertdialog')
    expect(question.textContent).toContain('acid lantern velvet')
    expect(within(question).getByRole('button', { name: 'Trust this host' })).toBeDefined()
    first.unmount()

    const changed = { trust: 'changed' as const, expected: FINGERPRINT, found: FINGERPRINT.toLowerCase() }
    const second = await drawApp(
      fakeApp({ trust: () => changed }).platform,
      fakeSurroundings(FakeMeeting.ready(), { query: `?username=A&room=${encodeURIComponent(link)}` }),
    )
    await second.user.click(button('Join'))
    const stop = await screen.findByRole('alertdialog')
    expect(
      within(stop)
        .getAllByRole('button')
        .map((found) => found.textContent),
    ).toEqual(['Back'])
  })

  test('remembered rooms lead back', async () => {
    const rooms = [{ base: 'https://10.0.0.9:8443/', room: 'demo', fingerprint: FINGERPRINT, here: false }]
    const around = fakeSurroundings(FakeMeeting.ready(), { remembered: { name: 'Alice', rooms } })
    const { user } = await drawApp(fakeApp().platform, around)
    await user.click(button('demo on 10.0.0.9:8443'))
    expect(await screen.findByRole('button', { name: 'Join now' })).toBeDefined()
    expect(around.opened).toMatchObject([{ base: 'https://10.0.0.9:8443/', room: 'demo' }])
  })
})

/** What a screen reader says about an element besides its name. */
function describedBy(element: HTMLElement): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? []
  return ids
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')
    .trim()
}

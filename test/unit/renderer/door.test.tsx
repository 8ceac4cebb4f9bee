import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import type { Role } from '../../../protocol/roles.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const [alice, bob] = [testPeer(0), testPeer(1)]
const button = (name: string) => screen.getByRole('button', { name })
const status = () => screen.getByRole('status')
const lock = () => screen.getByRole('checkbox', { name: 'Let people in one by one' })

async function drawCall(self: number, ...roles: Role[]) {
  const meeting = FakeMeeting.joined(self, ...roles)
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  return { ...(await drawApp(browserPlatform, around)), meeting }
}
type Drawn = Awaited<ReturnType<typeof drawCall>>

async function openDoor({ user }: Pick<Drawn, 'user'>) {
  await user.click(button('More'))
  await user.click(screen.getByRole('menuitem', { name: 'Who may join' }))
  await screen.findByRole('dialog', { name: 'Who may join' })
}

describe('who may join', () => {
  test('is for those who lead to say, and leaves marks for all', async () => {
    const { user, meeting } = await drawCall(0, 'host', 'presenter')
    expect(screen.queryByRole('img', { name: /^Locked/ })).toBeNull()
    await openDoor({ user })
    await user.click(lock())
    expect(meeting.state.lobby.locked).toBe(true)
    expect((lock() as HTMLInputElement).checked).toBe(true)
    await user.keyboard('{Escape}')
    expect(screen.getByRole('img', { name: 'Locked: people are let in one by one' })).toBeDefined()
  })

  test('is not offered to others, who see the marks and hear by whom', async () => {
    const { user, meeting } = await drawCall(1, 'host', 'presenter')
    act(() => {
      meeting.act(alice, 'lobby.lock', { locked: true })
      meeting.happen({ type: 'lobby.passwordChanged', set: true, by: alice })
    })
    expect(status().textContent).toContain('Alice locked the meeting')
    expect(status().textContent).toContain('Alice set a password')
    expect(screen.getByRole('img', { name: 'Has a password' })).toBeDefined()
    await user.click(button('More'))
    expect(screen.queryByRole('menuitem', { name: 'Who may join' })).toBeNull()
    await user.keyboard('{Escape}')
    await user.click(button('People'))
    expect(screen.queryByRole('button', { name: 'Who may join' })).toBeNull()
    expect(screen.getByText('Locked')).toBeDefined()
  })

  test('is out of our hands with the role, also while the dialog is open', async () => {
    const { user, meeting } = await drawCall(1, 'host', 'cohost')
    await openDoor({ user })
    act(() => void meeting.act(alice, 'roles.set', { peer: bob, role: 'attendee' }))
    expect((lock() as HTMLInputElement).disabled).toBe(true)
    expect(screen.queryByRole('textbox', { name: 'New password' })).toBeNull()
    expect(screen.queryByRole('button', { name: /password/ })).toBeNull()
  })

  test('a password is looked at before it is sent, and what was typed stays', async () => {
    const { user, meeting } = await drawCall(0, 'host')
    await openDoor({ user })
    const box = screen.getByRole<HTMLInputElement>('textbox', { name: 'New password' })
    await user.type(box, 'abc')
    await user.click(button('Set password'))
    expect(screen.getByText('A password needs at least 4 letters.')).toBeDefined()
    expect(box.value).toBe('abc')
    expect(meeting.calls).toEqual(['join Alice'])
    await user.type(box, 'd{Enter}')
    expect(meeting.calls).toEqual(['join Alice', 'password abcd'])
    await waitFor(() => expect(status().textContent).toContain('The password is set'))
    expect(box.value).toBe('')
    await user.click(button('Remove password'))
    expect(meeting.calls.at(-1)).toBe('no password')
    expect(button('Set password')).toBeDefined()
  })

  test('a password is shown only when asked, and can be copied by who knows it', async () => {
    const { user, meeting } = await drawCall(0, 'host')
    await openDoor({ user })
    const box = screen.getByRole('textbox', { name: 'New password' })
    expect(box.dataset['hidden']).toBe('true')
    await user.click(button('Show password'))
    expect(box.dataset['hidden']).toBeUndefined()
    expect(button('Hide password')).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Copy password' })).toBeNull()
    await user.type(box, 'open sesame{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Copy password' }))
    expect(await navigator.clipboard.readText()).toBe('open sesame')
    // Somebody else has changed it: we do not know it any more.
    act(() => meeting.store.setState({ password: null }))
    expect(screen.queryByRole('button', { name: 'Copy password' })).toBeNull()
  })

  test('the invitation says that there is a password, and never which', async () => {
    const { user, meeting } = await drawCall(0, 'host')
    await act(() => meeting.setPassword('open sesame'))
    await user.click(button('Invite'))
    await user.click(await screen.findByRole('button', { name: 'Copy invitation' }))
    const copied = await navigator.clipboard.readText()
    expect(copied).toContain('The meeting has a password')
    expect(copied).not.toContain('open sesame')
    await user.click(button('Copy password'))
    expect(await navigator.clipboard.readText()).toBe('open sesame')
  })
})

describe('somebody who waits', () => {
  async function withGuests(...names: string[]) {
    const drawn = await drawCall(0, 'host', 'cohost', 'presenter')
    act(() => void drawn.meeting.act(alice, 'lobby.lock', { locked: true }))
    const guests = names.map((name) => {
      let guest = ''
      act(() => {
        guest = drawn.meeting.ring(name)
      })
      return guest
    })
    return { ...drawn, guests }
  }

  test('rings: a message with a button, and a number at People', async () => {
    const { user, meeting } = await withGuests('Zoe')
    expect(status().textContent).toContain('Zoe is waiting to be let in')
    const people = button('People')
    const described = people.getAttribute('aria-describedby') ?? ''
    expect(document.getElementById(described)?.textContent).toBe('1 person is waiting to be let in')
    await user.click(within(status()).getByRole('button', { name: 'Admit' }))
    expect(meeting.state.lobby.waiting).toEqual([])
    expect(status().textContent).not.toContain('Zoe')
  })

  test('whom somebody else has answered needs no button any more', async () => {
    const { meeting, guests } = await withGuests('Zoe')
    act(() => void meeting.act(bob, 'lobby.decline', { guest: guests[0] ?? '' }))
    expect(status().textContent).not.toContain('Zoe')
  })

  test('needs no message above the list in which they stand', async () => {
    const { user, meeting } = await withGuests('Zoe')
    await user.click(button('People'))
    expect(within(status()).queryByRole('button')).toBeNull()
    act(() => void meeting.ring('Yuri'))
    expect(status().textContent, 'said to those who listen').toContain('Yuri is waiting to be let in')
    expect(within(status()).queryByRole('button')).toBeNull()
    expect(button('Admit Yuri')).toBeDefined()
  })

  test('is let in or not from the list, and the focus goes on to the next', async () => {
    const { user, meeting, guests } = await withGuests('Zoe', 'Yuri', 'Xaver')
    await user.click(button('People'))
    const list = screen.getByRole('list', { name: 'Waiting to be let in' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(3)
    await user.click(button('Decline Yuri'))
    expect(meeting.requests.at(-1)).toEqual(['lobby.decline', { guest: guests[1] }])
    expect(document.activeElement?.textContent).toBe('Decline Xaver')
    await user.click(button('Admit all'))
    expect(meeting.requests.at(-1)).toEqual(['lobby.admit', { guests: [guests[0], guests[2]] }])
    expect(screen.queryByRole('list', { name: 'Waiting to be let in' })).toBeNull()
    expect(document.activeElement).toBe(button('People'))
  })

  test('P-LOBBY-5 is told to whoever may let them in from now on', async () => {
    const { meeting } = await drawCall(1, 'host', 'presenter')
    const guest = { id: 'g'.repeat(22), name: 'Zoe', since: 1 }
    act(() => {
      meeting.act(alice, 'roles.set', { peer: bob, role: 'cohost' })
      meeting.happen({ type: 'lobby.listed', waiting: [guest] } as never)
    })
    expect(status().textContent).toContain('1 person is waiting to be let in')
  })

  test('who is removed from a locked meeting does not come back by the link', async () => {
    const { user } = await withGuests()
    await user.click(button('People'))
    await user.click(button('Actions for Bob'))
    await user.click(screen.getByRole('menuitem', { name: 'Remove' }))
    expect(screen.getByRole('alertdialog').textContent).toContain('only if somebody lets them in')
  })
})

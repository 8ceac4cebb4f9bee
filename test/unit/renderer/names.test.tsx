import { act, render, screen, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { IsolatedText } from '../../../renderer/ui/names/IsolatedText.tsx'
import { initialsOf } from '../../../renderer/ui/pictures/initialsOf.ts'
import { isolate } from '../../../renderer/ui/names/isolate.ts'
import { personNameSchema } from '../../../protocol/names.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const [BOB, NOA] = [testPeer(1), testPeer(7)]
const ISOLATE = /[\u2066-\u2069]/u

test.each([
  ['Ada Lovelace', 'AL'],
  ['ada', 'A'],
  ['Bob (Sales)', 'BS'],
  ['דוד (מנהל)', 'דמ'],
  ['“Ada” - Lovelace', 'AL'],
  ['Alex (2)', 'A2'],
  ['Zoe\u0301 👩‍💻', 'Z👩‍💻'],
  ['(…)', '('],
  ['ılgaz', 'I'],
])('%s has the initials %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test('names within a sentence are set apart, and the sentence reads as before', () => {
  const { container } = render(<IsolatedText text={`${isolate('נועה 2')} muted ${isolate('Bob')}.`} />)
  expect(container.textContent).toBe('נועה 2 muted Bob.')
  const names = [...container.querySelectorAll('[dir="auto"]')]
  expect(names.map(({ textContent }) => textContent)).toEqual(['נועה 2', 'Bob'])
  for (const name of names) expect(name.getAttribute('translate')).toBe('no')
})

/** A call in which somebody has a name that runs the other way. */
async function drawCall() {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const drawn = await drawApp(
    browserPlatform,
    fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' }),
  )
  const name = personNameSchema.parse('נועה (host)')
  act(() =>
    meeting.happen({
      type: 'peer.joined',
      peer: { id: NOA, name, role: 'attendee', joinedAt: 1_800_000_000_000 },
    }),
  )
  return { ...drawn, meeting, name }
}

describe('a name that runs the other way', () => {
  test('is isolated in what is told, and in labels beside our own words', async () => {
    const { meeting, name, user } = await drawCall()
    const told = within(screen.getByRole('status')).getByText(name)
    expect(told.getAttribute('dir')).toBe('auto')
    expect(screen.getByRole('status').textContent).toContain(`${name} joined`)
    await user.click(screen.getByRole('button', { name: 'People' }))
    await user.click(screen.getByRole('button', { name: `Actions for ${isolate(name)}` }))
    await user.click(screen.getByRole('menuitem', { name: 'Remove' }))
    const dialog = screen.getByRole('alertdialog', { name: `Remove ${name}?` })
    for (const shown of within(dialog).getAllByText(name)) expect(shown.getAttribute('dir')).toBe('auto')
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    act(() => void meeting.act(NOA, 'hand.set', { raised: true }))
    await user.click(screen.getByRole('button', { name: `Actions for ${isolate(name)}` }))
    await user.click(screen.getByRole('menuitem', { name: 'Send a private message' }))
    const labels = [...document.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].map(({ value }) => value).filter((value) => value.includes(name)),
    )
    // A tile is called by the name alone.
    expect(labels).toContain(name)
    expect(labels).toContain(`Private message to ${isolate(name)}`)
    expect(labels).toContain(`Pin ${isolate(name)}`)
    for (const label of labels) if (label !== name) expect(label).toContain(isolate(name))
    // Drawn text has elements instead; the options of a list can have none.
    for (const option of document.querySelectorAll('option')) option.remove()
    expect(document.body.textContent).not.toMatch(ISOLATE)
  })

  test('cannot pose as the host: that stands beside the host’s own name', async () => {
    const { name, meeting, user } = await drawCall()
    const tile = screen.getByRole('group', { name })
    expect(within(tile).queryByRole('img', { name: 'Host' })).toBeNull()
    expect(
      within(screen.getByRole('group', { name: 'Alice' })).getByRole('img', { name: 'Host' }),
    ).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Chat' }))
    const log = within(screen.getByRole('log', { name: 'Messages' }))
    act(() => void meeting.act(BOB, 'chat.send', { text: 'hello' }))
    act(() => void meeting.act(NOA, 'chat.send', { text: 'I lead' }))
    expect(log.queryByRole('img', { name: 'Host' })).toBeNull()
    act(() => void meeting.act(testPeer(0), 'roles.handOver', { peer: BOB }))
    expect(log.getAllByRole('img', { name: 'Host' })).toHaveLength(1)
  })

  test('and each message has its own direction', async () => {
    const { meeting, user } = await drawCall()
    await user.click(screen.getByRole('button', { name: 'Chat' }))
    act(() => void meeting.act(NOA, 'chat.send', { text: 'שלום, מה שלומך?' }))
    expect(screen.getByText('שלום, מה שלומך?').closest('p')?.dir).toBe('auto')
    expect(screen.getByRole('textbox', { name: 'Message' }).getAttribute('dir')).toBe('auto')
  })
})

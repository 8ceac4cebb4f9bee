import { act, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** What a browser does to a page that it translates: each text gives way to elements with another one. */
function translate(): number {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: Node[] = []
  while (walker.nextNode()) found.push(walker.currentNode)
  const texts = found.filter(
    (node) =>
      /[\p{L}\p{N}]/u.test(node.nodeValue ?? '') &&
      node.parentElement?.closest('font, script, style, textarea, [translate="no"]') === null,
  )
  for (const node of texts) {
    const [outer, inner] = [document.createElement('font'), document.createElement('font')]
    inner.textContent = (node.nodeValue ?? '').toUpperCase()
    outer.append(inner)
    node.parentNode?.replaceChild(outer, node)
  }
  return texts.length
}

test('in a translated page everything goes on changing: counts, seconds, names, notices, chat, dialogs', async () => {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter', 'presenter')
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  const { user } = await drawApp(browserPlatform, around)
  const [, bob = testPeer(1), carol = testPeer(2)] = meeting.people
  const happens = (what: () => unknown) => {
    act(() => void what())
    translate()
  }
  const shown = () => (document.body.textContent ?? '').replaceAll(/\s+/g, ' ')
  await user.click(screen.getByRole('button', { name: 'People' }))
  expect(translate()).toBeGreaterThan(5)
  expect(shown()).toContain('3 PEOPLE')
  // Names are nobody's to translate.
  expect(within(screen.getByRole('list', { name: 'People in the room' })).getByText('Bob')).toBeDefined()

  for (const [people, text] of [
    [3, 'ABOUT 3 MORE'],
    [1, 'ABOUT 1 MORE'],
    [null, '3 PEOPLE'],
  ] as const) {
    happens(() => meeting.store.setState({ roomForMore: people }))
    expect(shown()).toContain(text)
  }
  expect(shown()).not.toContain('MORE ·')
  happens(() => meeting.happen({ type: 'peer.left', peer: carol, reason: 'left', by: null }))
  expect(shown()).toContain('2 PEOPLE')
  expect(shown()).toContain('Carol LEFT')

  for (const seconds of [30, 20, 10]) {
    const retryAt = Date.now() + seconds * 1000
    happens(() => meeting.store.setState({ link: { kind: 'down', cause: 'lost', retryAt } }))
    expect(shown()).toMatch(new RegExp(`AGAIN IN ${seconds} SECONDS`))
  }
  happens(() => meeting.store.setState({ link: { kind: 'up' } }))
  expect(shown()).not.toContain('TRYING AGAIN')

  happens(() => meeting.act(bob, 'hand.set', { raised: true }))
  expect(shown()).toContain('Bob RAISED A HAND')
  happens(() => meeting.act(bob, 'hand.set', { raised: false }))
  await user.click(screen.getByRole('button', { name: 'Actions for Bob' }))
  translate()
  await user.click(screen.getByRole('menuitem', { name: /remove/i }))
  translate()
  expect(screen.getByRole('alertdialog').textContent).toContain('REMOVE Bob?')
  await user.click(screen.getByRole('button', { name: /cancel/i }))
  translate()
  await user.click(screen.getByRole('button', { name: 'Chat' }))
  for (const text of ['hello', 'and again']) happens(() => meeting.act(bob, 'chat.send', { text }))
  expect(screen.getByRole('log', { name: 'Messages' }).textContent).toContain('and again')
  await user.type(screen.getByRole('textbox', { name: 'Message' }), 'x')
  for (const [letters, text] of [
    [3998, '2 LETTERS LEFT'],
    [3999, '1 LETTER LEFT'],
    [4001, '1 LETTER TOO MANY'],
  ] as const) {
    await user.clear(screen.getByRole('textbox', { name: 'Message' }))
    await user.click(screen.getByRole('textbox', { name: 'Message' }))
    await user.paste('x'.repeat(letters))
    translate()
    expect(shown()).toContain(text)
  }
  happens(() => meeting.leave())
  expect(shown()).not.toBe('')
})

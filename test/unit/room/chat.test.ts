import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { PeerId } from '../../../protocol/ids.ts'
import { limits } from '../../../protocol/limits.ts'
import { chatCommands } from '../../../room/features/chat.ts'
import { visibleTo } from '../../../room/room.ts'
import { meeting } from '../../fixtures/meeting.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

// Thousands of made-up inputs take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

function read(text: unknown): string | null {
  return chatCommands['chat.send'].params.safeParse({ text }).data?.text ?? null
}

describe('P-CHAT-1 a text', () => {
  test.each([
    ['Hello', 'Hello'],
    ['  Hello \n', 'Hello'],
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['a\tb', 'a\tb'],
    ['one\u0085two\u2028three\u000bfour', 'one\ntwo\nthree\nfour'],
    ['\u202egpj.exe\u202c \u2067right', 'gpj.exe right'],
    ['A\u200dda\u{e0068}\u{e0069}', 'Ada'],
    ['⠓⠑⠇⠇⠕⠀⠺', '⠓⠑⠇⠇⠕⠀⠺'],
    ['می\u200cخواهم\n🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣', 'می\u200cخواهم\n🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣'],
    [`H${'\u0301\u0302\u0303\u0304\u0306'.repeat(600)}i`, 'H\u0301\u0302\u0303\u0304i'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['مرحبا 👩‍👩‍👧‍👦 日本', 'مرحبا 👩‍👩‍👧‍👦 日本'],
    ['a'.repeat(4000), 'a'.repeat(4000)],
    ['𝒜'.repeat(4000), '𝒜'.repeat(4000)],
  ])('%j is sent as %j', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test.each([
    [''],
    [' \n\t '],
    ['\u200b'],
    ['\u2800\u2800'],
    ['\u3164'],
    ['\u202e\u202c'],
    ['a\u0000b'],
    ['a\u001b[2Jb'],
    ['a\u007fb'],
    ['a\ud83db'],
    ['a'.repeat(4001)],
    ['𝒜'.repeat(4001)],
    ['a'.repeat(60_000)],
    [null],
    [7],
    [['Hello']],
    [undefined],
  ])('%j is refused', (text) => {
    expect(read(text)).toBeNull()
  })

  test('reads the same when it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = read(text)
        if (once !== null) expect(read(once)).toBe(once)
      }),
    )
  })
})

test('P-CHAT-2 the host stamps a message with its sender, name, time and id; a client cannot', () => {
  const { room, people } = meeting('attendee')
  const [host, guest] = people as [PeerId, PeerId]
  const forged = { text: 'I resign.', from: host, name: 'Person 0', id: 'x'.repeat(22), at: 0 }
  room.command(guest, 'chat.send', forged)
  expect(room.state.chat.messages).toEqual([
    {
      id: expect.stringMatching(/^fresh-/),
      from: guest,
      name: 'Person 1',
      to: null,
      text: 'I resign.',
      at: expect.any(Number),
    },
  ])
  expect(room.state.chat.messages[0]?.at).toBeGreaterThan(1_600_000_000_000)
})

test('P-CHAT-3 a private message is for another person who is present', () => {
  const { room, people } = meeting('attendee', 'attendee')
  const [host, one, other] = people as [PeerId, PeerId, PeerId]
  expect(room.command(one, 'chat.send', { text: 'Psst', to: one })).toBe('bad_params')
  expect(room.command(one, 'chat.send', { text: 'Psst', to: testPeer(44) })).toBe('no_such_peer')
  room.command(one, 'chat.send', { text: 'Psst', to: other })
  expect(room.clients.get(one)?.chat.messages).toHaveLength(1)
  expect(room.clients.get(other)?.chat.messages).toHaveLength(1)
  // Not even the one who leads the meeting.
  expect(room.clients.get(host)?.chat.messages).toEqual([])
  expect(visibleTo(room.state, host).chat.messages).toEqual([])
})

test('P-CHAT-4 a conversation keeps its newest messages; a busy one does not push out another', () => {
  const { room, people } = meeting('attendee')
  const [host, guest] = people as [PeerId, PeerId]
  room.command(guest, 'chat.send', { text: 'Between us', to: host })
  for (let number = 0; number < limits.chatHistory + 5; number += 1) {
    room.command(host, 'chat.send', { text: `Line ${number}` })
  }
  const texts = room.state.chat.messages.map(({ text }) => text)
  expect(texts).toHaveLength(limits.chatHistory + 1)
  expect(texts.slice(0, 2)).toEqual(['Between us', 'Line 5'])
  expect(texts.at(-1)).toBe(`Line ${limits.chatHistory + 4}`)
})

test('P-CHAT-4 a chat full of the longest texts still fits into the answer to the next one who joins', () => {
  const { room, people } = meeting('attendee')
  const [host, guest] = people as [PeerId, PeerId]
  // Three bytes of UTF-8 per UTF-16 unit: no letter takes more.
  for (let number = 0; number < 60; number += 1) room.command(host, 'chat.send', { text: '会'.repeat(4000) })
  expect(room.state.chat.messages.length).toBeGreaterThan(30)
  const bytes = Buffer.byteLength(JSON.stringify(visibleTo(room.state, guest)))
  expect(bytes).toBeLessThan(limits.socketQueueBytes / 2)
})

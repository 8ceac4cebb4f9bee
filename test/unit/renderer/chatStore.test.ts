import { describe, expect, test } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { ChatStore } from '../../../renderer/features/chat/ChatStore.ts'
import { messageGroups } from '../../../renderer/features/chat/messageGroups.ts'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

const [alice, bob] = [testPeer(0), testPeer(1)]
const say = (meeting: FakeMeeting, from: typeof alice, text: string, to: typeof alice | null = null) =>
  meeting.act(from, 'chat.send', { text, to })

describe('unread messages', () => {
  test('are those of others since the panel was last looked at', () => {
    const meeting = FakeMeeting.joined(0, 'host', 'attendee')
    say(meeting, bob, 'before we came')
    const chat = new ChatStore(meeting)
    expect(chat.unread()).toBe(0)
    say(meeting, bob, 'one')
    say(meeting, alice, 'my own')
    say(meeting, bob, 'two', alice)
    expect(chat.unread()).toBe(2)
    chat.markRead()
    expect(chat.unread()).toBe(0)
    say(meeting, bob, 'three')
    expect(chat.unread()).toBe(1)
  })

  test('are all that is there once the last one read has left the history', () => {
    const meeting = FakeMeeting.joined(0, 'host', 'attendee')
    say(meeting, bob, 'read')
    const chat = new ChatStore(meeting)
    for (let index = 0; index < limits.chatHistory + 10; index++) say(meeting, bob, `${index}`)
    expect(chat.unread()).toBe(limits.chatHistory)
  })
})

describe('sending', () => {
  test('empties the box', async () => {
    const meeting = FakeMeeting.joined(0, 'host', 'attendee')
    const chat = new ChatStore(meeting)
    chat.write('Hello')
    await chat.send()
    expect(meeting.state.chat.messages.map(({ text }) => text)).toEqual(['Hello'])
    expect(chat.store.getState()).toMatchObject({ draft: '', sending: false, refusal: null })
  })

  test('keeps a refused text and says why', async () => {
    const meeting = FakeMeeting.joined(0, 'host', 'attendee')
    const chat = new ChatStore(meeting)
    chat.address(bob)
    meeting.happen({ type: 'peer.left', peer: bob, reason: 'left', by: null })
    chat.write('Only for Bob')
    await chat.send()
    expect(chat.store.getState()).toMatchObject({ draft: 'Only for Bob', to: bob })
    expect(chat.store.getState().refusal?.code).toBe('no_such_peer')
    expect(meeting.state.chat.messages).toEqual([])
    chat.write('Only for Bo')
    expect(chat.store.getState().refusal).toBeNull()
  })

  test('does nothing with an empty text or one that is too long', async () => {
    const meeting = FakeMeeting.joined(0, 'host')
    const chat = new ChatStore(meeting)
    for (const text of ['', ' \n ', '𝒜'.repeat(limits.chatLength + 1)]) {
      chat.write(text)
      await chat.send()
    }
    expect(meeting.requests).toEqual([])
  })

  test('keeps what was typed while the answer was on its way', async () => {
    const meeting = FakeMeeting.joined(0, 'host')
    const chat = new ChatStore(meeting)
    chat.write('first')
    const sent = chat.send()
    chat.write('second')
    await sent
    expect(chat.store.getState().draft).toBe('second')
  })
})

test('messages of one person to the same readers within five minutes stand in one group', () => {
  const meeting = FakeMeeting.joined(0, 'host', 'attendee')
  say(meeting, bob, '1')
  say(meeting, bob, '2')
  say(meeting, bob, '3', alice)
  say(meeting, alice, '4')
  say(meeting, bob, '5')
  const { messages } = meeting.state.chat
  const texts = (from: typeof messages) =>
    messageGroups(from).map((group) => group.messages.map((message) => message.text).join())
  expect(texts(messages)).toEqual(['1,2', '3', '4', '5'])
  const later = messages.map((message, index) => ({ ...message, at: message.at + index * 6 * 60_000 }))
  expect(texts(later)).toEqual(['1', '2', '3', '4', '5'])
})

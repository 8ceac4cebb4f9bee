import { describe, expect, test, vi } from 'vitest'
import type { PeerId } from '../../../protocol/ids.ts'
import { limits } from '../../../protocol/limits.ts'
import type { RoomState } from '../../../room/features.ts'
import { newsOf, visibleTo } from '../../../room/room.ts'
import { meeting } from '../../fixtures/meeting.ts'

// Small limits, so that they are met in a few dozen steps.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  const small = { privateHistory: 40, privateHistoryLength: 900, chatLength: 60 }
  return { ...actual, limits: { ...actual.limits, ...small } as unknown as typeof actual.limits }
})

describe('P-CHAT-5 what is said in private, all conversations together', () => {
  const textsOf = (state: RoomState | undefined) => state?.chat.messages.map(({ text }) => text) ?? []

  test('is bounded in messages, and who writes the most loses the oldest; others lose nothing', () => {
    const { room, people } = meeting(...Array.from({ length: 19 }, () => 'attendee' as const))
    const [ada, grace, mallory, ...others] = people as [PeerId, PeerId, PeerId, ...PeerId[]]
    room.command(ada, 'chat.send', { text: 'Between us', to: grace })
    // So many to each that no conversation is too long by itself.
    for (let number = 0; number < limits.privateHistory + 20; number += 1)
      room.command(mallory, 'chat.send', { text: `${number}`, to: others[number % others.length] })
    expect(room.state.chat.messages).toHaveLength(limits.privateHistory)
    expect(textsOf(room.clients.get(grace))).toEqual(['Between us'])
    expect(textsOf(room.clients.get(mallory)).slice(0, 2)).toEqual(['21', '22'])
    for (const person of people) expect(room.clients.get(person)).toEqual(visibleTo(room.state, person))
  })

  test('is bounded in letters; the one said last stays in any case', () => {
    const { room, people } = meeting('attendee', 'attendee', 'attendee')
    const [ada, grace, mallory, other] = people as [PeerId, PeerId, PeerId, PeerId]
    room.command(ada, 'chat.send', { text: 'Between us', to: grace })
    const rounds = Math.ceil(limits.privateHistoryLength / limits.chatLength)
    for (let round = 0; round < rounds; round += 1)
      for (const to of [grace, other])
        room.command(mallory, 'chat.send', { text: 'x'.repeat(limits.chatLength), to })
    const letters = room.state.chat.messages.reduce((sum, { text }) => sum + text.length, 0)
    expect(letters).toBeLessThanOrEqual(limits.privateHistoryLength)
    expect(letters).toBeGreaterThan(limits.privateHistoryLength - 2 * limits.chatLength)
    expect(textsOf(room.clients.get(ada))).toEqual(['Between us'])
    room.command(other, 'chat.send', { text: 'y'.repeat(limits.chatLength), to: ada })
    expect(textsOf(room.clients.get(ada)).at(-1)).toBe('y'.repeat(limits.chatLength))
    for (const person of people) expect(room.clients.get(person)).toEqual(visibleTo(room.state, person))
  })

  test('what goes of a conversation is told to its two people and to nobody else', () => {
    const { room, people } = meeting(...Array.from({ length: 13 }, () => 'attendee' as const))
    const [mallory, ...others] = people as [PeerId, ...PeerId[]]
    const heard: PeerId[] = []
    for (let number = 0; number <= limits.privateHistory; number += 1) {
      const outcome = room.command(mallory, 'chat.send', { text: 'Psst', to: others[number % others.length] })
      if (typeof outcome === 'string') throw new Error(outcome)
      for (const event of outcome)
        if (event.type === 'chat.dropped')
          heard.push(...people.filter((person) => newsOf([event], room.state)(person).length > 0))
    }
    expect(heard).toEqual([mallory, others[0]])
  })
})

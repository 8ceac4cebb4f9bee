import { TestClient } from '../fixtures/TestClient.ts'

export interface Witnesses {
  /**
   * Has both say something to each other.
   *
   * @returns milliseconds until the slower one had heard it.
   * @throws where a connection is gone, or where news are missing or came twice.
   */
  speak(): Promise<number>
  close(): Promise<void>
}

/** Two people who sit in a room and do nothing while things happen to their host. */
export async function openWitnesses(base: string, room = 'witnesses'): Promise<Witnesses> {
  const [ada, grace] = await Promise.all([TestClient.connect(base), TestClient.connect(base)])
  await ada.join(room, 'Ada')
  await grace.join(room, 'Grace')
  let said = 0

  async function heard(by: TestClient, text: string): Promise<void> {
    await by.event('chat.sent', ({ message }) => JSON.stringify(message).includes(text))
  }

  return {
    async speak() {
      said += 1
      const [question, answer] = [`Are you there? ${said}.`, `I am. ${said}.`]
      const startedAt = performance.now()
      await ada.request('chat.send', { text: question })
      await heard(grace, question)
      await grace.request('chat.send', { text: answer })
      await heard(ada, answer)
      const tookMs = (performance.now() - startedAt) / 2
      for (const client of [ada, grace]) assertGapless(client)
      return tookMs
    },
    async close() {
      await Promise.all([ada.close(), grace.close()])
    },
  }
}

function assertGapless({ frames }: TestClient): void {
  const numbers = frames.flatMap((frame) =>
    'method' in frame && frame.method === 'room.events' ? [frame.params['seq']] : [],
  )
  for (const [index, number] of numbers.entries()) {
    // Other news may be numbered, too; what comes later always has a higher number.
    if (index > 0 && Number(number) <= Number(numbers[index - 1]))
      throw new Error('News came twice or out of order.')
  }
}

import { TestClient } from '../fixtures/TestClient.ts'

export interface Storm {
  /** Milliseconds from the first knock until each of them was in. */
  readonly tookMs: readonly number[]
  readonly clients: readonly TestClient[]
}

export interface StormOptions {
  readonly base: string
  readonly people: number
  readonly perRoom: number
  readonly withMedia: boolean
}

/** Many people at once, all from one address: each socket, TLS and all, is opened in the same instant. */
export async function storm({ base, people, perRoom, withMedia }: StormOptions): Promise<Storm> {
  const startedAt = performance.now()
  const clients: TestClient[] = []
  const join = async (_: unknown, index: number) => {
    const client = await TestClient.connect(base)
    clients.push(client)
    const { rtpCapabilities } = await client.hello()
    await client.request('session.join', {
      protocol: 1,
      room: `room ${Math.floor(index / perRoom)}`,
      name: `Person ${index}`,
      ...(withMedia && rtpCapabilities !== null ? { rtpCapabilities } : {}),
    })
    return performance.now() - startedAt
  }
  return { tookMs: await Promise.all(Array.from({ length: people }, join)), clients }
}

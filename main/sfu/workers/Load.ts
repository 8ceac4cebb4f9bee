/** What something has its worker do. */
export interface Load {
  /** Tracks that are sent on, or will be soon: a person counts for a sound and a picture at least. */
  readonly expected: number
  /** Tracks that are sent on now. */
  readonly flows: number
  /** People who are in rooms with it. */
  readonly people: number
  /** Tracks that these send. */
  readonly sent: number
}

/** Something that has its worker do something. */
export interface Carried {
  readonly load: Load
}

export function sumLoads(carried: Iterable<Carried>): Load {
  let [expected, flows, people, sent] = [0, 0, 0, 0]
  for (const { load } of carried) {
    expected += load.expected
    flows += load.flows
    people += load.people
    sent += load.sent
  }
  return { expected, flows, people, sent }
}

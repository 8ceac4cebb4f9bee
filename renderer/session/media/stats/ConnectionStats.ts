import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PeerId } from '../../../../protocol/ids.ts'
import type { Source } from '../../../../protocol/wire/media/media.ts'
import { debounced, type Quality, connectionQuality, worst } from './connectionQuality.ts'
import { packetsBetween, streamRates, type StreamRates } from './streamRates.ts'
import { readStats, type StreamSample } from './statsReport.ts'

/** Whose a track is. */
export interface TrackOwner {
  readonly peer: PeerId
  readonly source: Source
  /** Of somebody else, turned on and shown here: packets of it are to come. */
  readonly expected?: boolean
}

export interface StreamNumbers extends StreamRates {
  readonly source: Source
}

export interface PersonNumbers {
  readonly peer: PeerId
  readonly quality: Quality
  readonly streams: readonly StreamNumbers[]
}

/** Everything on the wire at one moment; null where it is not known. */
export interface MomentNumbers {
  /** Milliseconds, on the browser's own clock. */
  readonly atMs: number
  readonly receivedBitsPerSecond: number | null
  readonly sentBitsPerSecond: number | null
  readonly lossPercent: number | null
  readonly roundTripMs: number | null
}

export interface ConnectionNumbers {
  readonly people: readonly PersonNumbers[]
  /** Those of the last three minutes, the newest last. */
  readonly moments: readonly MomentNumbers[]
}

/** `missing`: nothing at all has come of what somebody sends. */
export type QualityMark = Exclude<Quality, 'good'> | 'missing'
/** Everybody whose connection is not good. */
export type QualityMarks = ReadonlyMap<PeerId, QualityMark>

/** What features may know of how it goes. */
export interface QualityStats {
  /** Changes only when a mark does. */
  readonly marks: StoreApi<QualityMarks>
  /** Tells the numbers: the last ones at once, then new ones every two seconds, until the returned function is called. */
  watch(listener: (numbers: ConnectionNumbers) => void): () => void
}

export interface ConnectionStatsOptions {
  /** What the browser has counted, one report for each connection. */
  readonly reports: () => Promise<readonly Iterable<readonly [string, unknown]>[]>
  /** By the browser's own id of the track. */
  readonly owners: () => ReadonlyMap<string, TrackOwner>
}

const WATCHED_MS = 2000
/** For the marks alone: seldom enough to cost next to nothing, often enough to believe them. */
const MARKS_MS = 5000
const SHORTEST_MS = 1000
/** Whoever has just come in has better to do. */
const CALM_MS = 2000
export const KEPT_MS = 180_000

interface Totals {
  readonly atMs: number
  readonly receivedBytes: number
  readonly sentBytes: number
}

/** Asks the browser from time to time how media gets through, and more often while somebody looks. */
export class ConnectionStats implements QualityStats {
  readonly marks = createStore<QualityMarks>(() => new Map())
  readonly #options: ConnectionStatsOptions
  readonly #listeners = new Set<(numbers: ConnectionNumbers) => void>()
  #streams: ReadonlyMap<string, StreamSample> = new Map()
  #totals: Totals | null = null
  #judged: ReadonlyMap<PeerId, Quality> = new Map()
  /** Of whom nothing had come at the last look. */
  #silent: ReadonlySet<PeerId> = new Set()
  #numbers: ConnectionNumbers = { people: [], moments: [] }
  #running = false
  #looking = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: ConnectionStatsOptions) {
    this.#options = options
  }

  /** Begins or stops to look; while stopped, it forgets what it has seen. May be told the same twice. */
  run(on: boolean): void {
    if (on === this.#running) return
    this.#running = on
    clearTimeout(this.#timer)
    if (on) return this.#plan(CALM_MS)
    this.#streams = new Map()
    this.#totals = null
    this.#judged = new Map()
    this.#silent = new Set()
    this.#numbers = { people: [], moments: [] }
    this.marks.setState(new Map(), true)
  }

  watch(listener: (numbers: ConnectionNumbers) => void): () => void {
    this.#listeners.add(listener)
    listener(this.#numbers)
    // What changes within less than a second says nothing.
    const waited = performance.now() - (this.#totals?.atMs ?? 0)
    if (this.#running) this.#plan(Math.max(0, SHORTEST_MS - waited))
    return () => this.#listeners.delete(listener)
  }

  async #look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      const reports = await this.#options.reports()
      if (this.#running) this.#take(reports)
    } catch {
      // A connection that closes just now has nothing more to tell.
    }
    this.#looking = false
    if (this.#running) this.#plan(this.#listeners.size > 0 ? WATCHED_MS : MARKS_MS)
  }

  #plan(pauseMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#look(), pauseMs)
  }

  #take(reports: readonly Iterable<readonly [string, unknown]>[]): void {
    const connections = reports.map(readStats)
    const owners = this.#options.owners()
    const before = this.#streams
    const streams = connections
      .flatMap((connection) => connection.streams)
      .filter(({ track }) => owners.has(track))
    const trips = connections.flatMap(({ roundTripMs }) => (roundTripMs === null ? [] : [roundTripMs]))
    const totals = {
      atMs: performance.now(),
      receivedBytes: sum(connections.map(({ receivedBytes }) => receivedBytes)),
      sentBytes: sum(connections.map(({ sentBytes }) => sentBytes)),
    }
    const moment: MomentNumbers = {
      ...bitratesOf(totals, this.#totals),
      atMs: totals.atMs,
      lossPercent: lossOf(streams, before),
      roundTripMs: trips.length === 0 ? null : Math.max(...trips),
    }
    this.#totals = totals
    this.#streams = new Map(streams.map((sample) => [sample.key, sample]))
    this.#mark(streams, before, owners)
    this.#numbers = {
      people: this.#people(streams, before, owners),
      moments: [...this.#numbers.moments, moment].filter(({ atMs }) => atMs > totals.atMs - KEPT_MS),
    }
    for (const listener of this.#listeners) listener(this.#numbers)
  }

  #mark(
    streams: readonly StreamSample[],
    before: ReadonlyMap<string, StreamSample>,
    owners: ReadonlyMap<string, TrackOwner>,
  ): void {
    const judged = new Map<PeerId, Quality>()
    for (const sample of streams) {
      const owner = owners.get(sample.track)
      if (owner === undefined) continue
      const quality = connectionQuality(sample, before.get(sample.key))
      judged.set(owner.peer, worst([quality, judged.get(owner.peer) ?? 'good']))
    }
    const marks = new Map<PeerId, QualityMark>()
    for (const [peer, quality] of judged) {
      const shown = debounced(quality, this.#judged.get(peer) ?? 'good')
      if (shown !== 'good') marks.set(peer, shown)
    }
    this.#judged = judged
    const silent = silentPeople(streams, owners)
    // As with the marks above: at one look it may just have begun.
    for (const peer of silent) if (this.#silent.has(peer)) marks.set(peer, 'missing')
    this.#silent = silent
    const known = this.marks.getState()
    const same = marks.size === known.size && [...marks].every(([peer, mark]) => known.get(peer) === mark)
    if (!same) this.marks.setState(marks, true)
  }

  #people(
    streams: readonly StreamSample[],
    before: ReadonlyMap<string, StreamSample>,
    owners: ReadonlyMap<string, TrackOwner>,
  ): PersonNumbers[] {
    const people = new Map<PeerId, StreamNumbers[]>()
    for (const sample of streams) {
      const owner = owners.get(sample.track)
      if (owner === undefined) continue
      const numbers = { ...streamRates(sample, before.get(sample.key)), source: owner.source }
      people.set(owner.peer, [...(people.get(owner.peer) ?? []), numbers])
    }
    const marks = this.marks.getState()
    return [...people].map(([peer, all]) => {
      const mark = marks.get(peer) ?? 'good'
      return { peer, quality: mark === 'missing' ? 'poor' : mark, streams: all }
    })
  }
}

/** Everybody of whom something is to come, and no packet of any of it ever has. */
function silentPeople(
  streams: readonly StreamSample[],
  owners: ReadonlyMap<string, TrackOwner>,
): ReadonlySet<PeerId> {
  const heard = new Set(streams.filter(({ packets }) => packets > 0).map(({ track }) => track))
  const expected = [...owners].filter(([, owner]) => owner.expected === true)
  const present = new Set(expected.filter(([track]) => heard.has(track)).map(([, { peer }]) => peer))
  return new Set(expected.map(([, { peer }]) => peer).filter((peer) => !present.has(peer)))
}

function bitratesOf(now: Totals, before: Totals | null) {
  const passedMs = now.atMs - (before?.atMs ?? now.atMs)
  // Where a connection was replaced, its bytes are counted anew.
  const rate = (bytes: number) => (passedMs <= 0 || bytes < 0 ? null : (bytes * 8000) / passedMs)
  return {
    receivedBitsPerSecond: rate(now.receivedBytes - (before?.receivedBytes ?? 0)),
    sentBitsPerSecond: rate(now.sentBytes - (before?.sentBytes ?? 0)),
  }
}

function lossOf(streams: readonly StreamSample[], before: ReadonlyMap<string, StreamSample>): number | null {
  const between = streams.flatMap((sample) => {
    const earlier = before.get(sample.key)
    return earlier === undefined || sample.bytes < earlier.bytes ? [] : [packetsBetween(sample, earlier)]
  })
  const expected = sum(between.map((packets) => packets.expected))
  return expected === 0 ? null : (100 * sum(between.map(({ lost }) => lost))) / expected
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

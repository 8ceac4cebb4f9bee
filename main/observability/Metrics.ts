import type { RoomEvent } from '../../room/features.ts'
import type { Metrics as MetricsJson } from '../../protocol/rest/operators.ts'
import { Histogram } from './Histogram.ts'
import { EventLoopDelay } from './EventLoopDelay.ts'
import type { Metric } from './formatMetrics.ts'

/** What is asked for when somebody reads the metrics, rather than counted along. */
export interface Readings {
  readonly version: string
  readonly uptimeMs: number
  readonly rooms: number
  readonly people: number
  /** Tracks that are shown in rooms now. */
  readonly tracks: number
  readonly workersWanted: number
  /** One per living worker. */
  readonly workers: MetricsJson['workers']
  /** About how many more people can be carried; null before anything was measured. */
  readonly roomForMore: number | null
}

const JOIN_BOUNDS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Counts what happens on a host. Each part of the host is handed those methods that it reports to. */
export class Metrics {
  readonly #joins = new Histogram(JOIN_BOUNDS_SECONDS)
  readonly #loopDelay = new EventLoopDelay()
  #connectionsCreated = 0
  #connectionsClosed = 0
  #messages = 0
  #chatMessages = 0
  #tracksAdded = 0
  #workerDeaths = 0

  /** Begins to watch the event loop. */
  start(): void {
    this.#loopDelay.start()
  }

  stop(): void {
    this.#loopDelay.stop()
  }

  connected(): void {
    this.#connectionsCreated += 1
  }

  disconnected(): void {
    this.#connectionsClosed += 1
  }

  /** A frame has come in, whatever becomes of it. */
  received(): void {
    this.#messages += 1
  }

  /** Somebody has been let into a room. @param ms from the request's arrival to its answer. */
  joined(ms: number): void {
    this.#joins.observe(ms / 1000)
  }

  workerDied(): void {
    this.#workerDeaths += 1
  }

  /** Something has happened in a room. */
  happened(events: readonly RoomEvent[]): void {
    for (const { type } of events) {
      if (type === 'chat.sent') this.#chatMessages += 1
      if (type === 'track.added') this.#tracksAdded += 1
    }
  }

  /** The older server's names, and what it did not count. */
  json({ uptimeMs, rooms, people, tracks, workers, roomForMore }: Readings): MetricsJson {
    return {
      activeConnections: this.#connectionsCreated - this.#connectionsClosed,
      totalConnectionsCreated: this.#connectionsCreated,
      totalConnectionsClosed: this.#connectionsClosed,
      totalMessagesProcessed: this.#messages,
      totalChatMessages: this.#chatMessages,
      totalTracksAdded: this.#tracksAdded,
      // Tracks also go with the person who sent them; what was added and is not shown any more has been removed.
      totalTracksRemoved: Math.max(0, this.#tracksAdded - tracks),
      rooms,
      people,
      uptimeMs,
      workers,
      roomForMore,
    }
  }

  metrics(readings: Readings): readonly Metric[] {
    const { workers } = readings
    const now = this.json(readings)
    const { user, system } = process.cpuUsage()
    return [
      gauge('hearth_info', 'The version that runs.', 1, { version: readings.version }),
      gauge('hearth_uptime_seconds', 'Time since the host was started.', readings.uptimeMs / 1000),
      gauge('hearth_connections', 'Connections that are open.', now.activeConnections),
      counter('hearth_connections_created_total', 'Connections opened.', now.totalConnectionsCreated),
      counter('hearth_connections_closed_total', 'Connections closed.', now.totalConnectionsClosed),
      counter('hearth_messages_processed_total', 'Frames received.', now.totalMessagesProcessed),
      counter('hearth_chat_messages_total', 'Chat messages sent.', now.totalChatMessages),
      counter('hearth_tracks_added_total', 'Tracks shown in rooms.', now.totalTracksAdded),
      counter('hearth_tracks_removed_total', 'Tracks gone from rooms.', now.totalTracksRemoved),
      gauge('hearth_rooms', 'Rooms with somebody in them.', readings.rooms),
      gauge('hearth_people', 'People in rooms.', readings.people),
      {
        name: 'hearth_room_for_people',
        help: 'About how many more people can be carried with sound and pictures.',
        type: 'gauge',
        samples: now.roomForMore === null ? [] : [{ value: now.roomForMore }],
      },
      histogram('hearth_join_duration_seconds', 'Time from a request to join to its answer.', this.#joins),
      histogram('hearth_event_loop_delay_seconds', 'How late the event loop was.', this.#loopDelay.histogram),
      gauge(
        'hearth_workers_wanted',
        'Media workers that are to run, spare included.',
        readings.workersWanted,
      ),
      gauge('hearth_workers_alive', 'Media workers that run, spare included.', workers.length),
      counter('hearth_worker_deaths_total', 'Media workers that died or did not start.', this.#workerDeaths),
      perWorker(
        'counter',
        'hearth_worker_cpu_seconds_total',
        'CPU time of a media worker.',
        workers.map(({ worker, cpuSeconds }) => ({ worker, value: cpuSeconds })),
      ),
      perWorker(
        'gauge',
        'hearth_worker_memory_bytes',
        'Memory of a media worker: resident now, or at its peak where the system tells no more.',
        workers.map(({ worker, memoryBytes }) => ({ worker, value: memoryBytes })),
      ),
      perWorker(
        'gauge',
        'hearth_worker_consumers',
        'Sounds and pictures that a media worker sends to people.',
        workers.map(({ worker, consumers }) => ({ worker, value: consumers })),
      ),
      counter('process_cpu_seconds_total', 'CPU time of the host process.', (user + system) / 1e6),
      gauge('process_resident_memory_bytes', 'Memory of the host process.', process.memoryUsage.rss()),
    ]
  }
}

function gauge(name: string, help: string, value: number, labels: Record<string, string> = {}): Metric {
  return { name, help, type: 'gauge', samples: [{ labels, value }] }
}

function counter(name: string, help: string, value: number): Metric {
  return { name, help, type: 'counter', samples: [{ value }] }
}

function histogram(name: string, help: string, values: Histogram): Metric {
  return { name, help, type: 'histogram', histogram: values }
}

function perWorker(
  type: 'counter' | 'gauge',
  name: string,
  help: string,
  values: readonly { readonly worker: number; readonly value: number }[],
): Metric {
  const samples = values.map(({ worker, value }) => ({ labels: { worker: String(worker) }, value }))
  return { name, help, type, samples }
}

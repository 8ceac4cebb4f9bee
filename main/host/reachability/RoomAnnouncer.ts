import { randomBytes } from 'node:crypto'
import { Announcer } from '../../discovery/Announcer.ts'
import { lanInterfaces } from '../../network/lanInterfaces.ts'
import type { Announcement } from '../../discovery/serviceRecords.ts'
import type { Room } from '../../rooms/Room.ts'
import type { RoomRegistry } from '../../rooms/RoomRegistry.ts'
import type { HostConfig } from '../config/hostConfig.ts'
import { ownName } from '../client/admission/ownName.ts'
import { webAddress } from '../web/createWebServer.ts'

/** People who come together are told of together. */
const GATHER_MS = 100

export interface RoomsAnnounced {
  /** Somebody may have come or gone, or a lock or a password may be another. */
  changed(): void
  /** Says everything once more: what others heard of us may be long out of date. */
  again(): void
  /** Follows the networks that this computer is on now. */
  look(): void
  enable(on: boolean): void
  close(): Promise<void>
}

export interface RoomAnnouncerOptions {
  readonly config: HostConfig
  readonly port: number
  /** Null behind a proxy: what people see there is not ours to announce. */
  readonly fingerprint: () => string | null
  readonly rooms: RoomRegistry
  readonly enabled: boolean
  readonly log: { info(details: object, text: string): void; warn(details: object, text: string): void }
}

/** Keeps the local networks told of the rooms in which there are people. */
export function RoomAnnouncer(options: RoomAnnouncerOptions): RoomsAnnounced {
  const { config, port, fingerprint, rooms, log } = options
  /** Other ids than the log's: what is in the log shall not be found out from the network. */
  const ids = new WeakMap<Room, string>()
  const host = ownName()
  let announcer: Announcer | null = null
  let gathering: NodeJS.Timeout | null = null

  function announcements(print: string): Announcement[] {
    return [...rooms.all].flatMap((room) => {
      const people = room.size - room.state.presence.away.length
      if (people <= 0) return []
      const id = ids.get(room) ?? randomBytes(6).toString('base64url')
      ids.set(room, id)
      const place = { port, path: config.pathPrefix, fingerprint: print }
      const { locked, passwordSet: password } = room.state.lobby
      return [{ id, room: room.name, host, people, locked, password, ...place }]
    })
  }

  function changed(): void {
    if (announcer === null) return
    gathering ??= setTimeout(() => {
      gathering = null
      const print = fingerprint()
      if (print !== null) announcer?.set(announcements(print))
    }, GATHER_MS)
  }

  async function disable(): Promise<void> {
    if (gathering !== null) clearTimeout(gathering)
    gathering = null
    const last = announcer
    announcer = null
    await last?.close()
  }

  function onProblem(error: NodeJS.ErrnoException | null): void {
    if (error === null) log.info({}, 'meetings are announced on the network again')
    else if (error.code === 'EADDRINUSE')
      log.warn(
        { port: 5353 },
        'another program keeps the port for mDNS to itself; meetings are not announced until it lets go',
      )
    else log.warn({ error }, 'meetings cannot be announced on a network; it is tried again')
  }

  function enable(on: boolean): void {
    if (!on) return void disable()
    if (fingerprint() === null) return
    announcer ??= Announcer.open({ interfaces: () => lanInterfaces(webAddress(config)), onProblem })
    changed()
  }

  enable(options.enabled)
  return {
    changed,
    again: () => announcer?.repeat(),
    look: () => announcer?.look(),
    enable,
    close: disable,
  }
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SelectOption } from '../../ui/inputs/Select.tsx'
import { limits } from '../../../protocol/limits.ts'
import {
  nameFault,
  type PersonName,
  personNameSchema,
  type RoomName,
  roomNameSchema,
} from '../../../protocol/names.ts'
import {
  type Destination,
  type DestinationContext,
  looksLikeLink,
  readDestination,
} from './destination/destination.ts'
import type { OfferedHost } from './destination/offeredHosts.ts'
import { destinationProblemText } from './destinationProblemText.ts'

export interface HomeParams extends Omit<DestinationContext, 'chosen'> {
  readonly offered: readonly OfferedHost[]
  readonly initial: { readonly room: string; readonly name: string }
  readonly onJoin: (destination: Destination, name: PersonName) => void
  /** Null where this computer cannot host. The name may still be empty: the lobby asks for it. */
  readonly onHost: ((room: RoomName, name: string) => void) | null
}

export interface HostChoice {
  readonly options: readonly SelectOption[]
  readonly value: string
  readonly choose: (value: string) => void
}

export interface HomeModel {
  readonly room: string
  readonly setRoom: (room: string) => void
  readonly roomError: string | null
  readonly name: string
  readonly setName: (name: string) => void
  readonly nameError: string | null
  /** Where a room name alone leads; null where there is nothing to choose from. */
  readonly hosts: HostChoice | null
  readonly join: () => void
  readonly host: (() => void) | null
}

const most = limits.nameLength

/** In the list of hosts; no address looks like it. */
const HERE = 'here'

/** The form on Home. Errors appear on submit and go away as the person types. */
export function useHome({ initial, own, hosting, offered, onJoin, onHost }: HomeParams): HomeModel {
  const { t } = useTranslation()
  const [room, setRoom] = useState(initial.room)
  const [name, setName] = useState(initial.name)
  const [roomError, setRoomError] = useState<string | null>(null)
  const [nameError, setNameError] = useState<string | null>(null)

  const [wanted, choose] = useState<string | null>(null)
  // What was chosen may be gone: this computer hosts no more, or the policy has changed.
  const here = hosting.state === 'running'
  const host = offered.find(({ base }) => base === wanted) ?? (here ? null : (offered[0] ?? null))

  const join = () => {
    const destination = readDestination(room, { own, hosting, chosen: host })
    const person = personNameSchema.safeParse(name)
    setRoomError(destination.ok ? null : destinationProblemText(t, destination.problem))
    setNameError(person.success ? null : t(`nameFault.${nameFault(person.error)}`, { most }))
    if (destination.ok && person.success) onJoin(destination.destination, person.data)
  }

  const startHosting = (start: NonNullable<HomeParams['onHost']>) => {
    // A link leads to someone else's room; whoever hosts opens one of their own.
    const named = room.trim() === '' || looksLikeLink(room) ? t('home.defaultRoom') : room
    const read = roomNameSchema.safeParse(named)
    const person = personNameSchema.safeParse(name)
    const nameless = name.trim() === ''
    setRoomError(read.success ? null : t(`home.roomFault.${nameFault(read.error)}`, { most }))
    setNameError(person.success || nameless ? null : t(`nameFault.${nameFault(person.error)}`, { most }))
    if (read.success && (person.success || nameless)) start(read.data, person.data ?? '')
  }

  return {
    room,
    setRoom: (text) => {
      setRoom(text)
      setRoomError(null)
    },
    roomError,
    name,
    setName: (text) => {
      setName(text)
      setNameError(null)
    },
    nameError,
    join,
    hosts:
      offered.length === 0
        ? null
        : {
            options: [
              ...(here ? [{ value: HERE, label: t('home.thisComputer') }] : []),
              ...offered.map(({ base }) => ({ value: base, label: new URL(base).host })),
            ],
            value: host?.base ?? HERE,
            choose,
          },
    host: onHost && (() => startHosting(onHost)),
  }
}

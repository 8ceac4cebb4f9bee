import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PersonName, personNameSchema, type RoomName, roomNameSchema } from '../../../protocol/names.ts'
import {
  type Destination,
  type DestinationContext,
  type DestinationProblem,
  looksLikeLink,
  readDestination,
} from './destination.ts'

export interface HomeParams extends DestinationContext {
  readonly initial: { readonly room: string; readonly name: string }
  readonly onJoin: (destination: Destination, name: PersonName) => void
  /** Null where this computer cannot host. The name may still be empty: the lobby asks for it. */
  readonly onHost: ((room: RoomName, name: string) => void) | null
}

export interface HomeModel {
  readonly room: string
  readonly setRoom: (room: string) => void
  readonly roomError: string | null
  readonly name: string
  readonly setName: (name: string) => void
  readonly nameError: string | null
  readonly join: () => void
  readonly host: (() => void) | null
}

/** The form on Home. Errors appear on submit and go away as the person types. */
export function useHome({ initial, own, hosting, onJoin, onHost }: HomeParams): HomeModel {
  const { t } = useTranslation()
  const [room, setRoom] = useState(initial.room)
  const [name, setName] = useState(initial.name)
  const [roomError, setRoomError] = useState<string | null>(null)
  const [nameError, setNameError] = useState<string | null>(null)

  const sentenceOf = (problem: DestinationProblem) =>
    problem.kind === 'schema' ? problem.sentence : t(`home.problem.${problem.key}`)

  const join = () => {
    const destination = readDestination(room, { own, hosting })
    const person = personNameSchema.safeParse(name)
    setRoomError(destination.ok ? null : sentenceOf(destination.problem))
    setNameError(person.success ? null : (person.error.issues[0]?.message ?? null))
    if (destination.ok && person.success) onJoin(destination.destination, person.data)
  }

  const host = (start: NonNullable<HomeParams['onHost']>) => {
    // A link leads to someone else's room; whoever hosts opens one of their own.
    const wanted = room.trim() === '' || looksLikeLink(room) ? t('home.defaultRoom') : room
    const read = roomNameSchema.safeParse(wanted)
    const person = personNameSchema.safeParse(name)
    const nameless = name.trim() === ''
    setRoomError(read.success ? null : (read.error.issues[0]?.message ?? null))
    setNameError(person.success || nameless ? null : (person.error.issues[0]?.message ?? null))
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
    host: onHost && (() => host(onHost)),
  }
}

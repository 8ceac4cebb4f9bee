import type { PersonName, RoomName } from '../../../protocol/names.ts'
import { APP_ORIGIN } from '../../../protocol/appOrigin.ts'

export interface PageQuery {
  readonly room: RoomName | null
  readonly name: PersonName | null
  /** Host at once, without a click on "Host a meeting". */
  readonly host: boolean
}

/** The address that the window opens with: `hearth-app://app/index.html?room=demo&username=Alice&host=now`. */
export function pageUrl(query: PageQuery): string {
  const parameters = new URLSearchParams()
  if (query.room !== null) parameters.set('room', query.room)
  if (query.name !== null) parameters.set('username', query.name)
  if (query.host) parameters.set('host', 'now')
  const search = parameters.toString()
  return `${APP_ORIGIN}/index.html${search === '' ? '' : `?${search}`}`
}

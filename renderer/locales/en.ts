import { call, connection, ending, lobby, screens } from './en/call.ts'
import { command } from './en/command.ts'
import { door } from './en/door.ts'
import { devices } from './en/devices.ts'
import { doctor } from './en/doctor.ts'
import { effects } from './en/effects.ts'
import { failure } from './en/failure.ts'
import { home, nameFault } from './en/home.ts'
import { chat, news, people } from './en/people.ts'

import { hostSettings } from './en/hostSettings.ts'
import { pages } from './en/pages.ts'
import { refusal } from './en/refusal.ts'
import { hostFailure, hosting, invite, trust } from './en/shell.ts'
import { desktop } from './en/desktop.ts'
import { settings } from './en/settings.ts'
import { quality } from './en/quality.ts'
import { sharing } from './en/sharing.ts'
import { supervisor } from './en/supervisor.ts'
import { stage } from './en/stage.ts'
import { update } from './en/update.ts'

/** Every text of the interface in English, the language from which others are translated. */
export const en = {
  home,
  nameFault,
  lobby,
  devices,
  effects,
  call,
  connection,
  screens,
  sharing,
  ending,
  people,
  news,
  chat,
  door,
  invite,
  hosting,
  hostFailure,
  trust,
  stage,
  doctor,
  failure,
  quality,
  settings,
  desktop,
  update,
  refusal,
  pages,
  command,
  hostSettings,
  supervisor,
}

import { call, connection, ending, lobby, screens } from './en/call/call.ts'
import { command } from './en/system/command.ts'
import { door } from './en/call/door.ts'
import { devices } from './en/call/devices.ts'
import { doctor } from './en/app/doctor.ts'
import { effects } from './en/call/effects.ts'
import { failure } from './en/failure.ts'
import { home, nameFault } from './en/app/home.ts'
import { chat, news, people } from './en/call/people.ts'

import { hostSettings } from './en/system/hostSettings.ts'
import { pages } from './en/system/pages.ts'
import { errors } from './en/app/refusal.ts'
import { hostFailure, hosting, invite, trust } from './en/app/shell.ts'
import { desktop } from './en/system/desktop.ts'
import { settings } from './en/app/settings.ts'
import { quality } from './en/call/quality.ts'
import { sharing } from './en/call/sharing.ts'
import { supervisor } from './en/system/supervisor.ts'
import { stage } from './en/call/stage.ts'
import { update } from './en/app/update.ts'

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
  refusal: errors,
  pages,
  command,
  hostSettings,
  supervisor,
}

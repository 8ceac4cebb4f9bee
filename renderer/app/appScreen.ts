import type { HostFailure } from '../../protocol/hostProcess/hostFailure.ts'
import type { HostingState } from '../../protocol/ipc/ipc.ts'
import type { Destination, DestinationProblem } from '../screens/home/destination/destination.ts'
import type { TrustQuestion } from '../screens/trust/TrustDialog.tsx'
import type { Remembered } from './preferences/Preferences.ts'
import type { HandedSeat } from './tabs/OtherTabs.ts'
import type { OpenMeeting } from './openMeeting.ts'

/** Someone on the way to a room. */
export interface Trip {
  readonly destination: Destination
  /** Empty where the lobby is to ask. */
  readonly name: string
  /** As it was typed in the lobby; kept for as long as the trip, for a second try. */
  readonly password?: string
  /** Straight in, without the lobby. */
  readonly direct: boolean
  /** Camera and microphone stay off, whatever is remembered: an address sent the person here, and no click. */
  readonly devicesOff?: boolean
  /** More than a link stands behind the host, as the shell says. */
  readonly vouched?: boolean
  /** Our seat before the page was loaded anew, with the devices as they were. */
  readonly seat?: HandedSeat
}

/** Why the last attempt came to nothing. */
export type HomeProblem =
  | { readonly kind: 'unreachable'; readonly trip: Trip }
  | { readonly kind: 'hostFailed'; readonly failure: HostFailure }
  /** What the app was opened with leads nowhere. */
  | { readonly kind: 'badInvitation'; readonly problem: DestinationProblem }

export type AppScreen =
  | {
      readonly kind: 'home'
      /** Counts the visits: each begins with a form of its own. */
      readonly visit: number
      readonly form: { readonly room: string; readonly name: string }
      readonly busy: 'joining' | 'hosting' | null
      readonly problem: HomeProblem | null
      readonly question: { readonly asked: TrustQuestion; readonly trip: Trip } | null
    }
  | ({
      readonly kind: 'meeting'
      readonly trip: Trip
      /** False on the direct way in, where nobody is asked anything. */
      readonly lobby: boolean
      /** Another tab of this browser is in this meeting. */
      readonly elsewhere: boolean
      /** On this computer's own host. */
      readonly here: boolean
    } & OpenMeeting)

/** The window while it is in a meeting, or on its way in. */
export type MeetingScreenState = Extract<AppScreen, { readonly kind: 'meeting' }>

export interface AppState {
  readonly screen: AppScreen
  /** Of this computer; `stopped` in a browser. */
  readonly hosting: HostingState
  readonly rooms: Remembered['rooms']
  /** Whether meetings on the network are looked for. */
  readonly nearby: boolean
  /** Whether the network is told of the rooms of this computer. */
  readonly announce: boolean
  /** Whether single letters press the buttons of the call. */
  readonly shortcuts: boolean
}

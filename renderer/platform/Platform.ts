import type {
  CallFacts,
  DesktopWish,
  HostingState,
  IpcParams,
  NearbyRow,
  ScreenList,
  SettingsView,
  TrustAnswer,
} from '../../protocol/ipc/ipc.ts'
import type { Contacts, ReachFacts, WayFacts } from '../../protocol/ipc/network.ts'
import type { Battery } from '../../protocol/power.ts'
import type { UpdateState } from '../../protocol/ipc/update.ts'
import type { SettingKey, SettingsChange } from '../../protocol/ipc/settings.ts'

/**
 * What the page can do besides meeting, depending on where it runs: in the app's window, or in a browser that
 * got it from a host. A part that is null does not exist there, and its buttons do not either.
 */
export interface Platform {
  readonly kind: 'app' | 'browser'
  /** Browser: the directory of the page's own address, ending in `/`. App: null, it belongs to no host. */
  readonly ownBase: string | null
  readonly hosting: null | {
    /**
     * Starts hosting, or answers with the host that runs. A failure is a state, not an error.
     *
     * @param announce whether the local network is told of the rooms here.
     */
    start(announce: boolean): Promise<HostingState>
    /** Changes whether the local network is told. */
    announce(on: boolean): Promise<void>
    /** Tells how full this computer's battery is, for everybody in its rooms. */
    battery(battery: Battery): Promise<void>
    /** Ends it for everyone at once; ask before. */
    stop(): Promise<void>
    status(): Promise<HostingState>
    /** How many people are in this computer's rooms, the person at it included. */
    people(): Promise<number>
    /** @returns stops listening. */
    onChange(listener: (state: HostingState) => void): () => void
  }
  readonly trust: null | {
    /** Looks whom the bases of a host really lead to. Takes up to five seconds where nobody answers. */
    check(asked: IpcParams<'trust.check'>): Promise<TrustAnswer>
    /** Remembers a certificate after the person agreed to it. */
    pin(base: string, fingerprint: string): Promise<void>
    /** Forgets every host that was met. */
    forget(): Promise<void>
  }
  /** Pages of hosts whose version the app does not speak, each in a window of its own. */
  readonly hostPages: null | {
    /** @param page the host's own client, at a room and with a name filled in; or its installers. */
    open(wanted: IpcParams<'hostPage.open'>): Promise<void>
  }
  readonly nearby: null | {
    /** Looks for meetings on the network until told otherwise. @returns whether it may: an admin can forbid it. */
    look(on: boolean): Promise<boolean>
    /** Gets all meetings that are announced, whenever they change. @returns stops listening. */
    onChange(listener: (meetings: readonly NearbyRow[]) => void): () => void
  }
  /** The network as this computer sees it, which no page can. */
  readonly network: null | {
    /** How the bases of one host can be reached. Takes up to five seconds. */
    way(bases: readonly string[]): Promise<WayFacts>
    /** Whether the addresses that others are told lead to this computer's host. Takes up to five seconds. */
    reach(): Promise<ReachFacts>
    /** Begins to watch whom the app is in touch with. */
    watch(): Promise<void>
    /** Ends that, and says who it was. */
    contacts(): Promise<Contacts>
  }
  readonly screens: null | {
    list(): Promise<ScreenList>
    /** What the next `getDisplayMedia` gets; once. */
    choose(id: string, sound: boolean): Promise<void>
  }
  /** The desktop around the app's window; what is told it is lost without a word where it fails. */
  readonly desktop: null | {
    /** The call began, changed or (null) ended. */
    report(call: CallFacts | null): void
    /** Brings the window to the front, from wherever it is. */
    show(): void
    /** Shows news where another window is in front. @param leadsTo what a click shows besides the window. */
    notify(title: string, text: string, leadsTo?: 'people'): void
    /** What a person wants by the tray or by a key for the whole system. @returns stops listening. */
    onWish(listener: (wish: DesktopWish) => void): () => void
  }
  /** New versions; nothing happens where no feed is set. */
  readonly update: null | {
    check(): Promise<UpdateState>
    /** Takes as long as the download does. */
    install(): Promise<UpdateState>
  }
  readonly settings: {
    /** The settings that mean something here. */
    readonly offered: readonly SettingKey[]
    read(): Promise<SettingsView>
    change(changes: SettingsChange): Promise<SettingsView>
    /** @returns stops listening. */
    onChange(listener: (view: SettingsView) => void): () => void
  }
  /**
   * Someone opened an invite link with the app, or (null) a file that holds none. What came before anybody listened is
   * given to the first listener. @returns stops listening.
   */
  onOpenLink(listener: (link: string | null) => void): () => void
  /** The computer has just woken up; no browser says so. @returns stops listening. */
  onWake(listener: () => void): () => void
  /**
   * The window went out of sight (minimised, hidden, another tab before it) or came back. The listener is called at once
   * where that is known. @returns stops listening.
   */
  onSeen(listener: (seen: boolean) => void): () => void
}

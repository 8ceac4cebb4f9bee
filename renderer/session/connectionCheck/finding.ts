import type { Contact } from '../../../protocol/ipc/network.ts'

/** What is looked at before a call, in the order in which it is shown. */
export const CHECKS = [
  'camera',
  'microphone',
  'speaker',
  'reach',
  'host',
  'way',
  'udp',
  'tcp',
  'speed',
  'unplugged',
] as const
export type CheckName = (typeof CHECKS)[number]

/** `fine`: will do. `note`: will do, but could do better. `problem`: will not do. */
export type Verdict = 'fine' | 'note' | 'problem'

/** Everything that can be found. A published code keeps its meaning: people send these to whoever helps them. */
export const findings = {
  camera_fine: 'fine',
  camera_dark: 'note',
  camera_still: 'problem',
  camera_denied: 'problem',
  camera_missing: 'problem',
  camera_busy: 'problem',
  camera_noAnswer: 'problem',
  camera_insecure: 'problem',
  camera_failed: 'problem',
  microphone_fine: 'fine',
  microphone_quiet: 'note',
  microphone_silent: 'problem',
  microphone_denied: 'problem',
  microphone_missing: 'problem',
  microphone_busy: 'problem',
  microphone_noAnswer: 'problem',
  microphone_insecure: 'problem',
  microphone_failed: 'problem',
  speaker_fine: 'fine',
  speaker_unheard: 'problem',
  speaker_failed: 'problem',
  reach_fine: 'fine',
  reach_vpn: 'note',
  reach_offline: 'problem',
  reach_untold: 'problem',
  reach_unassigned: 'problem',
  reach_moved: 'problem',
  reach_vpn_only: 'problem',
  reach_adapter: 'problem',
  reach_firewall: 'problem',
  reach_closed: 'problem',
  host_fine: 'fine',
  host_slow: 'note',
  host_unreachable: 'problem',
  host_offline: 'problem',
  host_swallowed: 'problem',
  host_back: 'fine',
  host_unknown: 'note',
  host_version: 'problem',
  host_no_media: 'problem',
  host_busy: 'note',
  way_fine: 'fine',
  way_over_vpn: 'note',
  way_offline: 'problem',
  way_isolated: 'problem',
  way_firewall: 'problem',
  way_refused: 'problem',
  way_vpn: 'problem',
  way_absent: 'problem',
  way_blocked: 'problem',
  way_other_network: 'problem',
  way_adapter: 'problem',
  way_name: 'problem',
  udp_fine: 'fine',
  udp_blocked: 'note',
  tcp_fine: 'fine',
  tcp_carries: 'fine',
  tcp_blocked: 'note',
  tcp_relayed: 'note',
  tcp_blocked_too: 'problem',
  speed_fine: 'fine',
  speed_low: 'note',
  speed_voices: 'problem',
  unplugged_fine: 'fine',
  unplugged_window: 'fine',
  unplugged_outside: 'note',
  unplugged_page: 'fine',
  unplugged_page_outside: 'note',
  network_unsupported: 'problem',
  network_failed: 'problem',
} as const satisfies Record<string, Verdict>
export type FindingCode = keyof typeof findings

/** The numbers behind a finding. */
export interface Measures {
  /** Of the camera's picture, in points. */
  readonly width: number
  readonly height: number
  /** Milliseconds to the host and back. */
  readonly ms: number
  /** Where the host listens: for media, and of the way to it for everything else. */
  readonly port: number
  /** Megabits per second to us and from us, and the most that was tried. */
  readonly down: number
  readonly up: number
  readonly most: number
  /** Of those whom the app was in touch with. */
  readonly count: number
}

export interface Finding {
  readonly code: FindingCode
  readonly values?: Partial<Measures>
  /** Whom the app was in touch with; shown, and not part of what is copied. */
  readonly contacts?: readonly Contact[]
}

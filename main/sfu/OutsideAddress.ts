/** Where a port of this computer is reached from outside its network. */
export interface OutsideAddress {
  readonly address: string
  readonly port: number
}

/** @returns null for a port that is not reached from there. */
export type FindOutside = (protocol: 'tcp' | 'udp', port: number) => OutsideAddress | null

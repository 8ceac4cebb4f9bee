/** Where a port of this computer is reached from outside its network. */
export interface portMapping {
  readonly address: string
  readonly port: number
}

/** @returns null for a port that is not reached from there. */
export type FindOutside = (protocol: 'tcp' | 'udp', port: number) => portMapping | null

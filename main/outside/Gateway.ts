/** A router that leads ports of its outer address to this computer when it is asked to. */
export interface Gateway {
  /** Its address on the outer side, IPv4. */
  readonly outerAddress: string
  /**
   * Opens a port, or keeps it open for longer.
   *
   * @returns the outer port, which may be another one than was asked for.
   * @throws where the router refuses or does not answer.
   */
  map(protocol: 'tcp' | 'udp', port: number, lifetimeSeconds: number): Promise<number>
  /** Closes it again. @throws where the router refuses or does not answer. */
  unmap(protocol: 'tcp' | 'udp', port: number): Promise<void>
}

import { z } from 'zod'

/** One of the places at which others reach a host. */
export const hostEndpointSchema = z.object({
  /** Scheme, host, port and path prefix, ending in a slash: `https://192.168.1.20:8443/`. */
  base: z.string().max(2048),
  /**
   * What leads there. `name`: that of the host's certificate. `lan`: a network that others are on. `outside`: the internet.
   * `tunnel`: a VPN. `virtual`: made for containers or machines on this computer.
   */
  over: z.enum(['name', 'lan', 'outside', 'tunnel', 'virtual']),
})
export type HostEndpoint = z.infer<typeof hostEndpointSchema>

/** Whether the place is an IPv6 address, which some networks do not lead to. */
export function isIPv6Base(base: string): boolean {
  return new URL(base).hostname.startsWith('[')
}

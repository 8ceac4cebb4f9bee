import type { HostConfig } from '../config/hostConfig.ts'
import type { Network } from './NetworkWatch.ts'
import { addressesOf, mediaAddress } from '../web/createWebServer.ts'

/**
 * Where media is listened for, the likeliest to be reached first.
 *
 * @param reached addresses by which people have come, as long as this computer has them: also one that nobody is told, such
 *   as a self-assigned one, is a way for whoever has found it.
 */
export function mediaAddresses(
  config: HostConfig,
  network: Network,
  reached: ReadonlySet<string>,
): readonly string[] {
  const { own, lan } = addressesOf(mediaAddress(config), network.lan)
  const found = mediaAddress(config) === undefined ? [...reached].filter((one) => network.own.has(one)) : []
  return [...new Set([own, ...lan.map(({ address }) => address), ...found])]
}

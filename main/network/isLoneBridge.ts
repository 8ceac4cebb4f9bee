import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Whether an adapter is a bridge on which nothing but this computer's own machines and containers hang. Only Linux tells;
 * elsewhere none is known to be.
 *
 * @param mac of the adapter: another network namespace than that of `/sys` may have one of the same name.
 * @param root where the system describes its adapters.
 */
export function isLoneBridge(name: string, mac: string, root = '/sys/class/net'): boolean {
  const folder = join(root, name)
  try {
    if (readFileSync(join(folder, 'address'), 'latin1').trim() !== mac) return false
    const ports = readdirSync(join(folder, 'brif'))
    return !ports.some((port) => isReal(join(root, port)))
  } catch {
    // No bridge, or another system.
    return false
  }
}

/** A card, or what is made of cards: a bond, a VLAN. */
function isReal(folder: string): boolean {
  return existsSync(join(folder, 'device')) || readdirSync(folder).some((entry) => entry.startsWith('lower_'))
}

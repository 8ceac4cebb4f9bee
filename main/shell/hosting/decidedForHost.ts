import type { Decided } from '../../../protocol/hostProcess/messages.ts'
import type { Policy } from '../../../protocol/ipc/policy.ts'
import type { Settings } from '../../../protocol/ipc/settings.ts'

/**
 * What the policy of this computer decides about its host: everything in it that the host's environment could say too.
 *
 * @param packed a packed app has a media worker of its own, whose hash is checked; no other one is started.
 */
export function decidedForHost(policy: Policy, settings: Settings, packed: boolean): Decided {
  return {
    ...(policy.port !== null && { port: policy.port }),
    ...(policy.mediaPort !== null && { mediaPort: policy.mediaPort }),
    ...(policy.managed.includes('mapPorts') && { mapPorts: settings.mapPorts }),
    // These reach the host as the person's own would; nothing is added to them.
    ...(policy.managed.includes('iceServers') && { iceServers: null }),
    ...(packed && { workerBin: null }),
  }
}

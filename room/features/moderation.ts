import { z } from 'zod'
import { peerIdSchema } from '../../protocol/ids.ts'
import { sourceSchema } from '../../protocol/wire/media/media.ts'
import { laterRoleSchema } from '../../protocol/roles.ts'
import { command, refuse } from '../feature.ts'
import { departure } from './membership.ts'
import { peerOf } from '../peer.ts'
import { outranks } from '../rights.ts'
import { tracksFrom, tracksLostWith } from './tracks.ts'

const FORBIDDEN_UPWARDS = 'You can do this only to people whose role is below yours.'
const FORBIDDEN_TO_OWNER = 'This meeting is theirs: nobody takes its owner out or changes their role.'
const OWNER_LEADS = 'You own this meeting and lead it while you are here. Make that person a co-host instead.'

/** What those who lead may do to others. It keeps no state of its own: its events are other features'. */
export const moderationCommands = {
  /** Mutes what a person sends from one source. The person may unmute again. */
  'moderation.mute': command({
    params: z.object({ peer: peerIdSchema, source: sourceSchema }),
    result: z.object({}),
    right: 'moderation.mute',
    rate: { burst: 50, perSecond: 5 },
    decide(state, sender, { peer, source }) {
      const [actor, target] = [peerOf(state, sender), peerOf(state, peer)]
      if (actor === undefined || target === undefined) return refuse('no_such_peer')
      if (!outranks(actor.role, target.role)) return refuse('forbidden', FORBIDDEN_UPWARDS)
      const events = tracksFrom(state, peer, source)
        .filter((track) => !track.muted)
        .map((track) => ({ type: 'track.muteChanged', track: track.id, muted: true, by: sender }) as const)
      return { events, result: {} }
    },
  }),
  /** Takes a person out of the room. */
  'moderation.remove': command({
    params: z.object({ peer: peerIdSchema }),
    result: z.object({}),
    right: 'moderation.remove',
    rate: { burst: 20, perSecond: 2 },
    decide(state, sender, { peer }) {
      const [actor, target] = [peerOf(state, sender), peerOf(state, peer)]
      if (actor === undefined || target === undefined) return refuse('no_such_peer')
      if (!outranks(actor.role, target.role)) return refuse('forbidden', FORBIDDEN_UPWARDS)
      if (target.owner === true) return refuse('forbidden', FORBIDDEN_TO_OWNER)
      return { events: departure(state, peer, { reason: 'removed', by: sender }), result: {} }
    },
  }),
  /** Gives a person another role below one's own. Shares end with the right to share. */
  'roles.set': command({
    params: z.object({ peer: peerIdSchema, role: laterRoleSchema }),
    result: z.object({}),
    right: 'roles.set',
    rate: { burst: 20, perSecond: 2 },
    decide(state, sender, { peer, role }) {
      const [actor, target] = [peerOf(state, sender), peerOf(state, peer)]
      if (actor === undefined || target === undefined) return refuse('no_such_peer')
      if (!outranks(actor.role, target.role) || !outranks(actor.role, role)) {
        return refuse('forbidden', FORBIDDEN_UPWARDS)
      }
      if (target.owner === true) return refuse('forbidden', FORBIDDEN_TO_OWNER)
      if (target.role === role) return { events: [], result: {} }
      return {
        events: [{ type: 'role.changed', peer, role }, ...tracksLostWith(state, peer, role)],
        result: {},
      }
    },
  }),
  /** Hands the lead to another person and stays as cohost. An owner leads while present, and hands it to another owner only. */
  'roles.handOver': command({
    params: z.object({ peer: peerIdSchema }),
    result: z.object({}),
    right: 'roles.handOver',
    rate: { burst: 5, perSecond: 1 },
    decide(state, sender, { peer }) {
      const [actor, target] = [peerOf(state, sender), peerOf(state, peer)]
      if (actor === undefined || target === undefined) return refuse('no_such_peer')
      if (peer === sender) return refuse('bad_params', 'You lead the meeting already.')
      if (actor.owner === true && target.owner !== true) return refuse('forbidden', OWNER_LEADS)
      if (state.presence.away.includes(peer)) return refuse('peer_away')
      return {
        events: [
          { type: 'role.changed', peer: sender, role: 'cohost' },
          { type: 'role.changed', peer, role: 'host' },
        ],
        result: {},
      }
    },
  }),
} as const

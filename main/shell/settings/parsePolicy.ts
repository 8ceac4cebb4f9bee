import { z } from 'zod'
import { parseInviteLink } from '../../../protocol/inviteLink.ts'
import { freePolicy, type Policy, type PolicyProblem } from '../../../protocol/ipc/policy.ts'
import {
  defaultSettings,
  SETTING_KEYS,
  type SettingKey,
  type Settings,
  settingsChangeSchema,
} from '../../../protocol/ipc/settings.ts'
import type { TextProblem } from '../../../protocol/plainText.ts'
import { updateKeySchema } from '../../../protocol/ipc/update.ts'

/** A policy with the values of the settings that it manages. */
export interface PolicyInForce {
  readonly policy: Policy
  readonly values: Partial<Settings>
}

/** What stands in the place where policies are kept on this system. */
export type PolicySource =
  | { readonly type: 'none' }
  | { readonly type: 'unreadable' }
  /** A file that is no UTF-8. */
  | { readonly type: TextProblem }
  | { readonly type: 'text'; readonly text: string }
  /** A list of names and values, as the registry has them. */
  | { readonly type: 'values'; readonly values: Readonly<Record<string, unknown>> }

// The registry knows no true and false.
const yesOrNo = z.union([z.boolean(), z.literal(0), z.literal(1)]).transform(Boolean)
const port = z.number().int().min(1).max(65_535)

const schemas = {
  hosting: yesOrNo,
  effects: yesOrNo,
  screenShare: yesOrNo,
  hosts: z
    .array(
      z.string().refine((text) => {
        const answer = parseInviteLink(text)
        return answer.ok && answer.link.room === null
      }),
    )
    .max(50),
  port,
  mediaPort: port,
  updateKey: updateKeySchema,
}
type PolicyKey = keyof typeof schemas

/** What holds for a key whose value cannot be understood: the least that it could mean. */
const closed: { readonly [K in PolicyKey]: Partial<Policy> } = {
  hosting: { hosting: false },
  effects: { effects: false },
  screenShare: { screenShare: false },
  hosts: { hosts: [] },
  // Hosting on another port than the one that was meant could be a door in a wall.
  port: { hosting: false },
  mediaPort: { hosting: false },
  // No signature is good for a key that is none.
  updateKey: { updateKey: '' },
}

const settingSchemas = {
  ...settingsChangeSchema.shape,
  notifications: yesOrNo,
  closeToTray: yesOrNo,
  startAtLogin: yesOrNo,
  mapPorts: yesOrNo,
}

function isPolicyKey(key: string): key is PolicyKey {
  return Object.hasOwn(schemas, key)
}

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingSchemas, key)
}

/** Nothing can be said of any key: all are closed, and every setting stays at its default. */
function closedPolicy(code: PolicyProblem['code'], key: string | null): PolicyInForce {
  const all: Policy = Object.assign({}, freePolicy, ...Object.values(closed))
  return {
    policy: { ...all, managed: [...SETTING_KEYS], problems: [{ code, key }] },
    values: defaultSettings,
  }
}

/**
 * Reads what an administrator has decided. What cannot be understood is closed: key by key where a value is wrong,
 * altogether where the source cannot be read or has an unknown name, which may be a misspelled one.
 */
export function parsePolicy(source: PolicySource): PolicyInForce {
  switch (source.type) {
    case 'none':
      return { policy: freePolicy, values: {} }
    case 'unreadable':
      return closedPolicy('policy_unreadable', null)
    case 'utf16':
      return closedPolicy('policy_utf16', null)
    case 'not_utf8':
      return closedPolicy('policy_not_json', null)
    case 'text': {
      // A file may be cut off, as by a full disk, so an empty one opens nothing either.
      if (source.text.trim() === '') return closedPolicy('policy_empty', null)
      const object = z.record(z.string(), z.unknown()).safeParse(parsed(source.text))
      return object.success ? readKeys(object.data) : closedPolicy('policy_not_json', null)
    }
    case 'values':
      return readKeys(source.values)
    default:
      return source satisfies never
  }
}

function parsed(text: string): unknown {
  try {
    // A text that comes from elsewhere may still have its byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

function readKeys(values: Readonly<Record<string, unknown>>): PolicyInForce {
  const unknown = Object.keys(values).find((key) => !isPolicyKey(key) && !isSettingKey(key))
  if (unknown !== undefined) return closedPolicy('policy_unknown_key', unknown.slice(0, 64))
  const problems: PolicyProblem[] = []
  let policy = freePolicy
  let shut: Partial<Policy> = {}
  const set: Record<string, unknown> = {}
  const managed: SettingKey[] = []
  for (const [key, value] of Object.entries(values)) {
    const schema = isPolicyKey(key) ? schemas[key] : settingSchemas[key as SettingKey]
    const read = schema.safeParse(value)
    if (!read.success) problems.push({ code: 'policy_bad_value', key })
    if (isPolicyKey(key)) {
      if (read.success) policy = { ...policy, [key]: read.data }
      else shut = { ...shut, ...closed[key] }
    } else if (isSettingKey(key)) {
      managed.push(key)
      set[key] = read.success ? read.data : defaultSettings[key]
    }
  }
  return {
    // What is shut stays shut, whatever another key says.
    policy: { ...policy, ...shut, managed, problems },
    values: settingsChangeSchema.parse(set) as Partial<Settings>,
  }
}

import { z } from 'zod'
import { SETTING_KEYS } from './settings.ts'

/** What is wrong with a policy, and with which of its keys; null: with all of it. */
const policyProblemSchema = z.object({
  code: z.enum([
    'policy_unreadable',
    'policy_empty',
    'policy_utf16',
    'policy_not_json',
    'policy_unknown_key',
    'policy_bad_value',
  ]),
  key: z.string().max(64).nullable(),
})
export type PolicyProblem = z.infer<typeof policyProblemSchema>

/** What an administrator has decided for this computer, as it is in force. */
export const policySchema = z.object({
  hosting: z.boolean(),
  effects: z.boolean(),
  screenShare: z.boolean(),
  /** Invite links without a room: the hosts on which a room name alone is enough. */
  hosts: z.array(z.string()),
  /** Of the app's host; null: nobody has decided. */
  port: z.number().int().nullable(),
  mediaPort: z.number().int().nullable(),
  /** With which updates are signed, instead of the key that came with the app; null: nobody has decided. */
  updateKey: z.string().nullable(),
  /** The settings that the policy sets: they cannot be changed in the app. */
  managed: z.array(z.enum(SETTING_KEYS)),
  problems: z.array(policyProblemSchema),
})
export type Policy = z.infer<typeof policySchema>

/** Nobody manages this computer. */
export const freePolicy: Policy = {
  hosting: true,
  effects: true,
  screenShare: true,
  hosts: [],
  port: null,
  mediaPort: null,
  updateKey: null,
  managed: [],
  problems: [],
}

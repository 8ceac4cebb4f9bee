import { z } from 'zod'
import { limits } from './limits.ts'

const CONTROL = /\p{Cc}/u

/**
 * A room's password as somebody types it: spaces around it do not count, and letters are composed (NFC), so that two
 * keyboards make the same of it.
 */
export const passwordSchema = z
  .string()
  .max(limits.passwordLength * 16, `A password may have at most ${limits.passwordLength} letters.`)
  .transform((text) => text.normalize('NFC').trim())
  .refine(
    (text) => [...text].length <= limits.passwordLength,
    `A password may have at most ${limits.passwordLength} letters.`,
  )
  .refine(
    (text) => text.isWellFormed() && !CONTROL.test(text),
    'A password may not contain control characters.',
  )

/** One that is chosen. */
export const newPasswordSchema = passwordSchema.refine(
  (text) => [...text].length >= limits.passwordMinimum,
  `A password needs at least ${limits.passwordMinimum} letters.`,
)

/** Why a text cannot be chosen for a password; null: it can. The interface has words of its own for each. */
export function passwordFault(text: string): 'short' | 'long' | 'hidden' | null {
  if (newPasswordSchema.safeParse(text).success) return null
  const read = text.normalize('NFC').trim()
  if ([...read].length > limits.passwordLength) return 'long'
  // What is too short may still be said at a door, where it is wrong; this may not.
  return passwordSchema.safeParse(read).success ? 'short' : 'hidden'
}

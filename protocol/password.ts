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

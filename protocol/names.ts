import { z } from 'zod'
import { limits } from './limits.ts'

/**
 * What a name may not hold: control characters, line separators, lone surrogates, and the marks that turn the
 * direction of text (a name with them could rewrite the words around it). Joiners inside emoji stay allowed.
 */
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/u

/** Shown by the interface and the command line alike; `what` begins the sentence. */
function nameSchema(what: string) {
  return z
    .string(`${what} is missing.`)
    .max(limits.nameLength * 16, `${what} may have at most ${limits.nameLength} letters.`)
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => !FORBIDDEN.test(text), `${what} may not contain control characters.`)
    .refine((text) => text !== '', `${what} is missing.`)
    .refine(
      (text) => [...text].length <= limits.nameLength,
      `${what} may have at most ${limits.nameLength} letters.`,
    )
}

export const roomNameSchema = nameSchema('The room name').brand<'RoomName'>()
export const personNameSchema = nameSchema('The name').brand<'PersonName'>()

/** 1–64 letters, NFC, without control characters. Two spellings that look the same are the same room. */
export type RoomName = z.infer<typeof roomNameSchema>
/** 1–64 letters, NFC, without control characters. Not unique: people may share a name. */
export type PersonName = z.infer<typeof personNameSchema>

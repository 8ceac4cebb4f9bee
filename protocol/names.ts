import { z } from 'zod'
import { limits } from './limits.ts'

/**
 * What a name may not hold: control characters, line separators, lone surrogates, and what is invisible: marks
 * that turn the direction of text (a name with them could rewrite the words around it) and letters without
 * width (two names would look the same). What joins and colours emoji stays allowed.
 */
const FORBIDDEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}[\p{Default_Ignorable_Code_Point}--[\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}]]]/v

/** Something to see: a name of joiners or of accents alone would leave its tile without a name. */
const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\p{M}\p{Z}\u2800]/v

const FAULTS = {
  missing: 'is missing.',
  long: `may have at most ${limits.nameLength} letters.`,
  hidden: 'may not contain control characters.',
} as const
/** Why a text is no name. */
export type NameFault = keyof typeof FAULTS

/** Said by the host and the command line; `what` begins the sentence. */
function nameSchema(what: string) {
  return z
    .string(`${what} ${FAULTS.missing}`)
    .max(limits.nameLength * 16, `${what} ${FAULTS.long}`)
    .transform((text) =>
      text
        .normalize('NFC')
        .replaceAll(/\p{Zs}+/gu, ' ')
        .trim(),
    )
    .refine((text) => !FORBIDDEN.test(text), `${what} ${FAULTS.hidden}`)
    .refine((text) => VISIBLE.test(text), `${what} ${FAULTS.missing}`)
    .refine((text) => [...text].length <= limits.nameLength, `${what} ${FAULTS.long}`)
}

export const roomNameSchema = nameSchema('The room name').brand<'RoomName'>()
export const personNameSchema = nameSchema('The name').brand<'PersonName'>()

/** What was wrong with a text that one of the two schemas has refused: the interface has words of its own for it. */
export function nameFault(error: z.ZodError): NameFault {
  const sentence = error.issues[0]?.message ?? ''
  if (sentence.endsWith(FAULTS.long)) return 'long'
  return sentence.endsWith(FAULTS.hidden) ? 'hidden' : 'missing'
}

/** 1–64 letters, NFC, nothing hidden, spaces made one: two spellings that look the same are the same room. */
export type RoomName = z.infer<typeof roomNameSchema>
/** 1–64 letters, NFC, nothing hidden, spaces made one. Not unique: people may share a name. */
export type PersonName = z.infer<typeof personNameSchema>

import { z } from 'zod'
import { limits } from './limits.ts'
import { cleanLine } from './text/cleanLine.ts'
import { isBlank } from './text/isBlank.ts'
import { isDamaged } from './text/isDamaged.ts'

const BREAK = /[\p{Zl}\p{Zp}]/v

const FAULTS = {
  missing: 'is missing.',
  long: `may have at most ${limits.nameLength} letters.`,
  hidden: 'may not contain control characters.',
} as const
/** Why a text is no name. */
export type NameFault = keyof typeof FAULTS

/** Said by the host and the command line; `what` begins the sentence. */
function nameSchema(what: string) {
  return (
    z
      .string(`${what} ${FAULTS.missing}`)
      .max(limits.nameLength * 16, `${what} ${FAULTS.long}`)
      // A line break at the ends comes with pasting.
      .transform((text) => cleanLine(text.trim()))
      .refine((text) => !isDamaged(text) && !BREAK.test(text), `${what} ${FAULTS.hidden}`)
      .refine((text) => !isBlank(text), `${what} ${FAULTS.missing}`)
      .refine((text) => [...text].length <= limits.nameLength, `${what} ${FAULTS.long}`)
  )
}

export const roomNameSchema = nameSchema('The room name').brand<'RoomName'>()
export const personNameSchema = nameSchema('The name').brand<'PersonName'>()

/** What was wrong with a text that one of the two schemas has refused: the interface has words of its own for it. */
export function nameFault(error: z.ZodError): NameFault {
  const sentence = error.issues[0]?.message ?? ''
  if (sentence.endsWith(FAULTS.long)) return 'long'
  return sentence.endsWith(FAULTS.hidden) ? 'hidden' : 'missing'
}

/** 1–64 letters, NFC, nothing hidden, spaces made one. */
export type RoomName = z.infer<typeof roomNameSchema>
/** 1–64 letters, NFC, nothing hidden, spaces made one. Not unique: people may share a name. */
export type PersonName = z.infer<typeof personNameSchema>

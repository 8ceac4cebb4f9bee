import { z } from 'zod'

/** A list that a host tells. A newer host may have entries that this build cannot read: those are left out, and the others count. */
export function readableOnes<Entry extends z.ZodType>(entry: Entry) {
  return z.array(z.unknown()).transform((list): z.output<Entry>[] =>
    list.flatMap((one) => {
      const read = entry.safeParse(one)
      return read.success ? [read.data] : []
    }),
  )
}

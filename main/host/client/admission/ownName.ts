import { hostname } from 'node:os'
import { limits } from '../../../../protocol/limits.ts'
import { type PersonName, personNameSchema } from '../../../../protocol/names.ts'

/** So many bytes of it fit into the record that announces a meeting, with what stands before them. */
const MAX_BYTES = 200
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * What people know this computer by, without the network's part of the name.
 *
 * @param computer what the system calls it; cut short where it is too long, and `Hearth` where it says nothing.
 */
export function ownName(computer: string = hostname()): PersonName {
  const [name = ''] = computer.split('.')
  const read = personNameSchema.safeParse(name === 'localhost' ? '' : shortened(name))
  return read.success ? read.data : personNameSchema.parse('Hearth')
}

function shortened(name: string): string {
  let short = ''
  for (const { segment } of letters.segment(name.normalize('NFC'))) {
    const longer = short + segment
    if ([...longer].length > limits.nameLength || Buffer.byteLength(longer) > MAX_BYTES) break
    short = longer
  }
  return short
}

import { describe, expect, test } from 'vitest'
import { closeCodes } from '../../protocol/wire/closeCodes.ts'
import { errors } from '../../protocol/wire/errors.ts'
import { hostFrameSchema, requestSchema } from '../../protocol/wire/frames.ts'
import { limits } from '../../protocol/limits.ts'
import { notifications } from '../../protocol/wire/notifications.ts'
import { roomEventSchema, roomStateSchema } from '../../room/features.ts'
import { isMethod, methods } from '../../room/methods.ts'
import { rights } from '../../room/rights.ts'
import { textOf } from '../fixtures/sourceFiles.ts'

// docs/protocol.md says to people what the code says to the machine. Where the two differ, one of them lies.

const markdown = textOf('docs/protocol.md')

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''))
}

/** The rows of the table with these column heads, backticks taken off. The formatter may pad the columns. */
function table(...heads: string[]): string[][] {
  const lines = markdown.split('\n')
  const start = lines.findIndex((line) => cellsOf(line).join() === heads.join())
  expect(start, `the table of ${heads.join(', ')}`).toBeGreaterThan(-1)
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'))
  return lines.slice(start + 2, start + length).map(cellsOf)
}

/** Takes off the last column, which explains. */
function withoutProse(rows: string[][]): string[][] {
  return rows.map((cells) => cells.slice(0, -1))
}

describe('the tables of docs/protocol.md', () => {
  test('methods', () => {
    const told = withoutProse(table('Method', 'When', 'Right', 'Rate', 'What it does'))
    expect(told).toEqual(
      Object.entries(methods).map(([name, { when, right, rate }]) => [
        name,
        when === 'joined' ? 'in the room' : 'any time',
        right ?? '–',
        `${rate.burst}, ${rate.perSecond}/s`,
      ]),
    )
  })

  test('rights', () => {
    const told: Record<string, string[]> = {}
    for (const [role = '', list = ''] of table('Role', 'Rights').toReversed()) {
      told[role] = list.split(', ').flatMap((item) => told[item.replace('all of ', '')] ?? [item])
    }
    expect(told).toEqual(rights)
  })

  test('events', () => {
    const told = withoutProse(table('Event', 'What happened')).flat()
    expect(told).toEqual(roomEventSchema.options.map((option) => option.shape.type.value))
  })

  test('errors', () => {
    const told = table('Code', 'Number', 'Sentence')
    expect(told).toEqual(
      Object.entries(errors).map(([code, { rpc, message }]) => [code, String(rpc), message]),
    )
  })

  test('close codes', () => {
    const told = withoutProse(table('Code', 'Name', 'Meaning'))
    expect(told).toEqual(Object.entries(closeCodes).map(([name, code]) => [String(code), name]))
  })

  test('limits', () => {
    const told = withoutProse(table('Limit', 'Value', 'Of what'))
    expect(told).toEqual(Object.entries(limits).map(([name, value]) => [name, String(value)]))
  })
})

test('the frames of the worked example are real ones', () => {
  const [, block = ''] = /```frames\n([^`]*)```/.exec(markdown) ?? []
  const asked = new Map<unknown, string>()
  for (const line of block.trim().split('\n')) {
    const frame: unknown = JSON.parse(line.slice(2))
    if (line.startsWith('→')) {
      const { id, method, params } = requestSchema.parse(frame)
      if (!isMethod(method)) throw new Error(`There is no method ${method}.`)
      methods[method].params.parse(params)
      asked.set(id, method)
      continue
    }
    const heard = hostFrameSchema.parse(frame)
    if ('method' in heard) {
      expect(Object.keys(notifications)).toContain(heard.method)
      notifications[heard.method as keyof typeof notifications].parse(heard.params)
      if (heard.method === 'room.events') roomEventSchema.array().parse(heard.params['events'])
    } else {
      const method = asked.get(heard.id)
      if (method === undefined || !isMethod(method)) throw new Error(`Nothing was asked as ${heard.id}.`)
      if ('result' in heard) methods[method].result.parse(heard.result)
      if (method === 'session.join' && 'result' in heard) roomStateSchema.parse(heard.result['snapshot'])
      if ('error' in heard) expect(heard.error.code).toBe(errors[heard.error.data.code].rpc)
    }
  }
  expect([...asked.values()]).toEqual(['session.join', 'chat.send', 'moderation.remove'])
})

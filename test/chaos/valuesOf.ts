import fc from 'fast-check'
import { z } from 'zod'

/** The part of JSON Schema in which zod describes our params. */
interface Shape {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly maxLength?: number
  readonly propertyNames?: Shape
  readonly additionalProperties?: Shape | boolean
}

const LONGEST_LIST = 3
const LONGEST_TEXT = 40

/**
 * Values that fit a schema, mostly. Made from the schema itself, so that a method that is added is fuzzed from its
 * first day on.
 *
 * @param ids what stands wherever an id is asked for: those of live people and tracks reach further than made-up ones.
 */
export function valuesOf(schema: z.ZodType, ids: readonly string[]): fc.Arbitrary<unknown> {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' })
  // The JSON Schema of zod is a wider type than the few words of it that our schemas use.
  return fromShape(shape as unknown as Shape, ids)
}

function fromShape(shape: Shape, ids: readonly string[]): fc.Arbitrary<unknown> {
  if ('const' in shape) return fc.constant(shape.const)
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum)
  const options = shape.anyOf ?? shape.oneOf
  if (options !== undefined) return fc.oneof(...options.map((option) => fromShape(option, ids)))
  switch (shape.type) {
    case 'object':
      return objects(shape, ids)
    case 'array':
      return fc.array(fromShape(shape.items ?? {}, ids), {
        minLength: shape.minItems ?? 0,
        maxLength: Math.max(shape.minItems ?? 0, Math.min(shape.maxItems ?? LONGEST_LIST, LONGEST_LIST)),
      })
    case 'string':
      if (shape.pattern !== undefined) return matching(shape.pattern, ids)
      return fc.string({
        maxLength: Math.min(shape.maxLength ?? LONGEST_TEXT, LONGEST_TEXT),
        unit: 'grapheme',
      })
    case 'integer':
    case 'number':
      return fc.integer({ min: shape.minimum ?? 0, max: Math.min(shape.maximum ?? 100_000, 2 ** 31 - 1) })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

/** Live ids where they fit, and else what the pattern describes. */
function matching(pattern: string, ids: readonly string[]): fc.Arbitrary<string> {
  const expression = new RegExp(pattern)
  const fitting = ids.filter((id) => expression.test(id))
  return fitting.length > 0 ? fc.constantFrom(...fitting) : fc.stringMatching(expression)
}

function objects(shape: Shape, ids: readonly string[]): fc.Arbitrary<unknown> {
  const { properties, required = [], propertyNames, additionalProperties } = shape
  if (properties === undefined) {
    const values =
      typeof additionalProperties === 'object' ? fromShape(additionalProperties, ids) : fc.jsonValue()
    const pattern = propertyNames?.pattern
    const names = pattern === undefined ? fc.string({ maxLength: 8 }) : matching(pattern, [])
    return fc.dictionary(names, values, { maxKeys: LONGEST_LIST })
  }
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, fromShape(each, ids)]),
  )
  return fc.record(fields, { requiredKeys: Object.keys(fields).filter((name) => required.includes(name)) })
}

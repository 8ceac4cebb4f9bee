import { expect, test } from 'vitest'
import { filesLike, literalText, nodesOf, textOf, treeOf } from '../fixtures/sourceFiles.ts'

// docs/protocol.md and the tests say the same things: a rule that no test bears is only a wish, and a test that
// bears an unknown rule tests something that nobody promised.

const ID = /\bP-[A-Z]+-\d+\b/g
const NAMING = new Set(['test', 'it', 'describe'])

/** The rules of a text: each begins its own line as `- **P-FRAME-1** …`. */
function rulesOf(markdown: string): string[] {
  return [...markdown.matchAll(/^- \*\*(P-[A-Z]+-\d+)\*\* \S/gm)].map(([, id]) => id ?? '')
}

/** The ids in the names of a file's tests. What is skipped, or still to do, bears nothing. */
function idsIn(path: string, text: string): string[] {
  return [...nodesOf(treeOf(path, text))].flatMap((node) => {
    if (node.type !== 'CallExpression' || !Array.isArray(node['arguments'])) return []
    const words = [...nodesOf(node['callee'])].flatMap(({ type, name }) =>
      type === 'Identifier' ? [name] : [],
    )
    const [root] = words
    if (typeof root !== 'string' || !NAMING.has(root)) return []
    if (words.includes('skip') || words.includes('todo')) return []
    return literalText(node['arguments'][0])?.match(ID) ?? []
  })
}

const markdown = textOf('docs/protocol.md')
const rules = rulesOf(markdown)
const tested = new Map(
  filesLike('test/**/*.test.{ts,tsx}').map((path) => [path, new Set(idsIn(path, textOf(path)))] as const),
)

test('the rules are numbered once each, and only rules are referred to', () => {
  expect(rules.length).toBeGreaterThan(20)
  expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([])
  expect([...new Set(markdown.match(ID))].filter((id) => !rules.includes(id))).toEqual([])
})

test('every rule of docs/protocol.md is in the name of a test', () => {
  const borne = new Set([...tested.values()].flatMap((ids) => [...ids]))
  expect(rules.filter((id) => !borne.has(id))).toEqual([])
})

test('no test names a rule that docs/protocol.md does not have', () => {
  const unknown = [...tested].flatMap(([path, ids]) =>
    [...ids].filter((id) => !rules.includes(id)).map((id) => `${path}: ${id}`),
  )
  expect(unknown).toEqual([])
})

test('the check itself: it reads names, and nothing but names', () => {
  const text = `
    test('P-A-1 does', () => { expect('P-A-9').toBe(1) })
    it.each([1])('P-A-2 P-A-3 does %s', () => {})
    describe(\`P-A-4 \${x}\`, () => {})
    test.skip('P-A-5 does not', () => {})
    test.todo('P-A-6')
    // test('P-A-7', () => {})
    log('P-A-8')`
  expect(idsIn('a.test.ts', text)).toEqual(['P-A-1', 'P-A-2', 'P-A-3', 'P-A-4'])
  expect(rulesOf('- **P-A-1** A rule.\n- **P-A-2**\nSee P-A-3.\n  - **P-A-4** x')).toEqual(['P-A-1'])
})

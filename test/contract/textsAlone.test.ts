import { expect, test } from 'vitest'
import { filesLike, isNode, type Node, nodesOf, textOf, treeOf } from '../fixtures/sourceFiles.ts'

// Browsers translate a page by putting elements of their own in the place of its texts, and extensions do likewise. React
// replaces the text of an element that has nothing else in it, whatever has become of it; beside other children, it looks for
// its own node, and either throws or changes what nobody sees. So a text of ours is always alone in its element.

/** What an expression may come to. */
function outcomes(node: Node): Node[] {
  const among = (...names: string[]) =>
    names.flatMap((name) => (isNode(node[name]) ? outcomes(node[name]) : []))
  switch (node.type) {
    case 'LogicalExpression':
      return node['operator'] === '&&' ? among('right') : among('left', 'right')
    case 'ConditionalExpression':
      return among('consequent', 'alternate')
    case 'ParenthesizedExpression':
      return among('expression')
    default:
      return [node]
  }
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  if (typeof node['name'] === 'string') return node['name']
  return nameOf(node['property'])
}

/** Whether something becomes a text of which letters or digits are seen. */
function isText(node: Node): boolean {
  switch (node.type) {
    case 'JSXText':
    case 'Literal':
      return /[\p{L}\p{N}]/u.test(String(node['value']))
    case 'TemplateLiteral':
    case 'BinaryExpression':
      return true
    case 'CallExpression':
      return /^(?:t|join|toUpperCase|round)$|^text|^format|Text$|Name$/.test(nameOf(node['callee']))
    case 'Identifier':
    case 'MemberExpression':
      return /^(?:text|title|name|room|host|value|words|seconds|hand|label|count|link)$/.test(nameOf(node))
    default:
      return false
  }
}

/** Views that are handed on under a name that is a text elsewhere. */
const VIEWS = new Set(['renderer/call/stage/tiles/TileFrame.tsx: label'])

function textsBesideOthers(file: string): string[] {
  const source = textOf(file)
  const lineOf = ({ start }: Node) => source.slice(0, Number(start)).split('\n').length
  return [...nodesOf(treeOf(file, source))].flatMap((node) => {
    const { type, children } = node
    if ((type !== 'JSXElement' && type !== 'JSXFragment') || !Array.isArray(children)) return []
    const shown = children
      .filter(isNode)
      .map(({ ...child }) => (isNode(child['expression']) ? child['expression'] : child))
      .filter((child) =>
        child.type === 'JSXText' ? /\S/.test(String(child['value'])) : child.type !== 'JSXEmptyExpression',
      )
    if (type === 'JSXElement' && shown.length === 1) return []
    return shown
      .flatMap(outcomes)
      .filter((one) => isText(one) && !VIEWS.has(`${file}: ${nameOf(one)}`))
      .map((one) => `${file}:${lineOf(one)}`)
  })
}

test('a text stands alone in its element, so that a translated page goes on', () => {
  const files = filesLike('renderer/**/*.tsx')
  expect(files.length).toBeGreaterThan(100)
  expect(files.flatMap(textsBesideOthers)).toEqual([])
}, 120_000)

import { RegExpParser } from '@eslint-community/regexpp'
import { analyse } from 'scslre'
import { expect, test } from 'vitest'
import { filesLike, nodesOf, textOf, treeOf } from '../fixtures/sourceFiles.ts'

// A regular expression that backtracks lets whoever writes the text hang the process that reads it, for hours.

const FILES = ['main', 'preload', 'protocol', 'renderer', 'room'].map((folder) => `${folder}/**/*.{ts,tsx}`)

/** Files that build an expression from text of our own. What comes from outside never becomes part of one. */
const BUILD_THEIR_OWN = [
  'main/shell/launch/isChromiumSwitch.ts',
  'protocol/wire/media/media.ts',
  'protocol/wire/media/rtpTokens.ts',
  'renderer/session/media/loss/answerSdp.ts',
]

interface Found {
  readonly file: string
  /** Null where it is built at run time. */
  readonly literal: string | null
}

function expressionsIn(file: string, text: string): Found[] {
  return [...nodesOf(treeOf(file, text))].flatMap((node): Found[] => {
    if (node.type === 'Literal' && node['regex'] !== undefined)
      return [{ file, literal: text.slice(Number(node['start']), Number(node['end'])) }]
    const { callee } = node
    const named = typeof callee === 'object' && callee !== null && 'name' in callee ? callee.name : undefined
    const builds = node.type === 'NewExpression' || node.type === 'CallExpression'
    return builds && named === 'RegExp' ? [{ file, literal: null }] : []
  })
}

function backtracks(literal: string): boolean {
  const { pattern, flags } = new RegExpParser().parseLiteral(literal)
  return analyse({ pattern, flags }).reports.length > 0
}

const found = filesLike(...FILES).flatMap((file) => expressionsIn(file, textOf(file)))

test('no regular expression of the product backtracks', () => {
  expect(found.length).toBeGreaterThan(50)
  const bad = found.filter(({ literal }) => literal !== null && backtracks(literal))
  expect(bad.map(({ file, literal }) => `${file}: ${literal}`)).toEqual([])
})

test('none is built from text that comes from outside', () => {
  const built = found.filter(({ literal }) => literal === null).map(({ file }) => file)
  expect([...new Set(built)].sort()).toEqual(BUILD_THEIR_OWN)
})

test('the check finds those that hung a host', () => {
  for (const hung of [/<a>\s*([^<]{0,512}?)\s*<\/a>/, /^(\w+\s?)*$/, /\s+$/, /^\s*gateway:\s*([\d.]+)\s*$/m])
    expect(backtracks(String(hung)), String(hung)).toBe(true)
  for (const fine of [/^\d{1,3}$/, /^[a-z]+:$/, /(\{\{[^{}]*\}\})/])
    expect(backtracks(String(fine)), String(fine)).toBe(false)
})

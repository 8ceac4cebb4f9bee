import { expect, test } from 'vitest'
import { pageUrl } from '../../../main/shell/page/pageUrl.ts'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'

test('the page is told what the command line said', () => {
  const room = roomNameSchema.parse('a & b = #1')
  const name = personNameSchema.parse('Zoë?')
  const url = new URL(pageUrl({ room, name, host: true }))
  expect(url.href.startsWith('hearth-app://app/index.html?')).toBe(true)
  expect(Object.fromEntries(url.searchParams)).toEqual({ room, username: name, host: 'now' })
})

test('nothing is said where nothing was', () => {
  expect(pageUrl({ room: null, name: null, host: false })).toBe('hearth-app://app/index.html')
})

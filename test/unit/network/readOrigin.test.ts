import { expect, test } from 'vitest'
import { readOrigin } from '../../../main/network/readOrigin.ts'

test.each([
  'https://meet.example',
  'HTTPS://Meet.Example',
  'https://meet.example:443',
  'wss://meet.example',
  'wss://meet.example:443',
  'https://meet.example.',
  'https://meet.example.:443',
])('%s is https://meet.example', (written) => {
  expect(readOrigin(written)).toEqual({ text: 'https://meet.example', hostname: 'meet.example' })
})

test.each([
  ['http://meet.example:80', 'http://meet.example'],
  ['ws://meet.example', 'http://meet.example'],
  ['http://meet.example:443', 'http://meet.example:443'],
  ['https://meet.example:8443', 'https://meet.example:8443'],
  ['https://[::1]:8443', 'https://[::1]:8443'],
  ['https://[0:0:0:0:0:0:0:1]', 'https://[::1]'],
  ['https://127.0.0.1.:8443', 'https://127.0.0.1:8443'],
  ['hearth-app://app', 'hearth-app://app'],
  ['https://meet_1.example', 'https://meet_1.example'],
])('%s is %s', (written, text) => {
  expect(readOrigin(written)?.text).toBe(text)
})

test.each([
  '',
  'null',
  'https://',
  'https://.',
  'meet.example',
  'https://meet.example/',
  'https://ada@meet.example',
  'https://meet.example:99999',
  'https://meet.example; script-src *',
  'https://meet.example\r\n',
  'https://undefined:x',
])('%j is no origin', (written) => {
  expect(readOrigin(written)).toBeNull()
})

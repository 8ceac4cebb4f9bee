import { describe, expect, test } from 'vitest'
import { type Device, DeviceConsent } from '../../../main/shell/hostPage/DeviceConsent.ts'
import { ALLOW, deviceQuestion } from '../../../main/shell/hostPage/deviceQuestion.ts'
import { isGranted } from '../../../main/shell/page/isGranted.ts'

const ours = ['hearth-app://app', 'hearth-app://app/', 'hearth-app://app/index.html?room=demo']
const APP_PAGE = 'hearth-app://app/index.html'
const foreign = [
  'https://app',
  'hearth-app://evil/',
  'hearth-app://app.evil/',
  'data:text/html,x',
  'null',
  '',
]

test.each(['media', 'display-capture', 'speaker-selection', 'screen-wake-lock', 'local-network-access'])(
  'our page may have %s, another may not',
  (permission) => {
    const asked = (requester: string) => isGranted({ permission, requester, mediaTypes: ['audio', 'video'] })
    for (const page of ours) expect(asked(page), page).toBe(true)
    for (const page of foreign) expect(asked(page), page).toBe(false)
  },
)

test.each(['geolocation', 'notifications', 'midi', 'clipboard-read', 'openExternal', 'hid', 'unknown', ''])(
  'not even our page may have %j',
  (permission) => {
    expect(isGranted({ permission, requester: APP_PAGE, mediaTypes: null })).toBe(false)
  },
)

test('what captures a screen without our picker is refused to everybody', () => {
  // How Electron asks for `chromeMediaSource: 'desktop'`: for a device of no kind.
  const screen = { permission: 'media', requester: APP_PAGE, mediaTypes: [] }
  expect(isGranted(screen)).toBe(false)
  expect(isGranted(screen, true), 'after a pick').toBe(true)
  expect(isGranted({ ...screen, requester: 'https://192.168.1.20:8443/' }, true)).toBe(false)
  // A silent check names no kind either, and gives nothing.
  expect(isGranted({ permission: 'media', requester: APP_PAGE, mediaTypes: null })).toBe(true)
})

describe('the page of a host', () => {
  const ORIGIN = 'https://192.168.1.20:8443'
  const asks = (mediaTypes: readonly string[], requester = `${ORIGIN}/?room=demo`) => ({
    permission: 'media',
    requester,
    mediaTypes,
  })

  function page(...answers: boolean[]) {
    const asked: (readonly Device[])[] = []
    const consent = new DeviceConsent(ORIGIN, async (devices) => {
      asked.push(devices)
      return answers.shift() ?? false
    })
    return { consent, asked }
  }

  test('has no device before the person has said so, and then those alone', async () => {
    const { consent, asked } = page(true, false)
    expect(consent.has(asks(['audio']))).toBe(false)
    expect(await consent.gets(asks(['audio']))).toBe(true)
    expect(consent.has(asks(['audio'], ORIGIN))).toBe(true)
    expect(consent.has(asks(['video']))).toBe(false)
    expect(await consent.gets(asks(['audio', 'video'])), 'the camera was refused').toBe(false)
    expect(asked).toEqual([['audio'], ['video']])
  })

  test('that asks a hundred times is one question', async () => {
    const { consent, asked } = page(false, true)
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => consent.gets(asks(['audio', 'video']))),
    )
    expect(new Set(answers)).toEqual(new Set([false]))
    expect(asked).toEqual([['audio', 'video']])
  })

  test.each([
    ['a screen', asks([])],
    ['what is no device that we know', asks(['audio', 'screen'])],
    ['another origin', asks(['audio'], 'https://192.168.1.20:9000/')],
    ['a frame without an address', asks(['audio'], 'about:blank')],
    ['a blob', asks(['audio'], `blob:null/1`)],
    ['anything else', { ...asks(['audio']), permission: 'display-capture' }],
    ['the clipboard', { ...asks([]), permission: 'clipboard-sanitized-write' }],
    ['full screen', { ...asks([]), permission: 'fullscreen' }],
  ])('gets nothing for %s, and nobody is asked', async (_what, question) => {
    const { consent, asked } = page(true)
    expect(await consent.gets(question)).toBe(false)
    expect(consent.has(question)).toBe(false)
    expect(asked).toEqual([])
  })

  test('is named in the question, which nothing pressed by accident answers', () => {
    const question = deviceQuestion('192.168.1.20:8443', ['audio', 'video'])
    expect(question.message).toBe('192.168.1.20:8443 wants to use your camera and microphone')
    expect([question.defaultId, question.cancelId]).not.toContain(ALLOW)
    expect(deviceQuestion('a', ['audio']).message).toBe('a wants to use your microphone')
    expect(deviceQuestion('a', ['video']).message).toBe('a wants to use your camera')
  })
})

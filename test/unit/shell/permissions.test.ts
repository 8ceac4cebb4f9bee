import { expect, test } from 'vitest'
import { isGranted } from '../../../main/shell/permissions.ts'

const ours = ['hearth-app://app', 'hearth-app://app/', 'hearth-app://app/index.html?room=demo']
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
    for (const page of ours) expect(isGranted(permission, page), page).toBe(true)
    for (const page of foreign) expect(isGranted(permission, page), page).toBe(false)
  },
)

test.each(['geolocation', 'notifications', 'midi', 'clipboard-read', 'openExternal', 'hid', 'unknown', ''])(
  'not even our page may have %j',
  (permission) => {
    expect(isGranted(permission, 'hearth-app://app/index.html')).toBe(false)
  },
)

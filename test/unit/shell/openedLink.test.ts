import { expect, test } from 'vitest'
import { openedLink } from '../../../main/shell/openedLink.ts'

test('the link of a second start', () => {
  expect(openedLink({ link: 'https://192.168.1.20:8443/?room=demo' })).toBe(
    'https://192.168.1.20:8443/?room=demo',
  )
})

test.each([[undefined], [null], [{}], [{ link: null }], [{ link: 1 }], [{ link: 'file:///etc/passwd' }]])(
  '%j has none',
  (data) => {
    expect(openedLink(data)).toBeNull()
  },
)

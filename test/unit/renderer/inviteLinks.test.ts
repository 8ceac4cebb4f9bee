import { expect, test } from 'vitest'
import { roomNameSchema } from '../../../protocol/names.ts'
import { inviteLinks } from '../../../renderer/features/invite/inviteLinks.ts'
import { FINGERPRINT, runningHost } from '../../fixtures/fakeSurroundings.ts'

const room = roomNameSchema.parse('Team & friends')
const NAME = 'Team+%26+friends'
const own = 'https://127.0.0.1:8443/'

test('the host gives a link for each address of this computer, each with all of them', () => {
  expect(inviteLinks({ base: own, room, fingerprint: FINGERPRINT, hosting: runningHost })).toEqual({
    links: [
      `https://192.168.1.20:8443/?room=${NAME}#fp=${FINGERPRINT}&at=10.0.0.7`,
      `https://10.0.0.7:8443/?room=${NAME}#fp=${FINGERPRINT}&at=192.168.1.20`,
    ],
    thisComputerOnly: false,
    hosting: true,
  })
})

test('without a network the link works here only, and says so', () => {
  const hosting = { ...runningHost, addresses: [] }
  expect(inviteLinks({ base: own, room, fingerprint: FINGERPRINT, hosting })).toEqual({
    links: [`${own}?room=${NAME}#fp=${FINGERPRINT}`],
    thisComputerOnly: true,
    hosting: true,
  })
})

test('a guest passes on the way that works, with the fingerprint if it is known', () => {
  const base = 'https://meet.example/hearth/'
  const hosting = { state: 'stopped' as const }
  expect(inviteLinks({ base, room, fingerprint: null, hosting }).links).toEqual([`${base}?room=${NAME}`])
  expect(inviteLinks({ base, room, fingerprint: FINGERPRINT, hosting: runningHost }).links).toEqual([
    `${base}?room=${NAME}#fp=${FINGERPRINT}`,
  ])
  const others = ['https://10.0.0.7:8443/hearth/']
  expect(inviteLinks({ base, room, fingerprint: FINGERPRINT, others, hosting }).links).toEqual([
    `${base}?room=${NAME}#fp=${FINGERPRINT}&at=10.0.0.7:8443`,
  ])
})

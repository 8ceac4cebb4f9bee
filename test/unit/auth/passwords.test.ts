import { afterEach, expect, test, vi } from 'vitest'
import { hashPassword, verifyPassword } from '../../../main/auth/passwordHash.ts'
import { PasswordVerifier } from '../../../main/auth/PasswordVerifier.ts'
import { limits } from '../../../protocol/limits.ts'
import { newPasswordSchema, passwordFault, passwordSchema } from '../../../protocol/password.ts'

vi.mock(import('../../../main/auth/passwordHash.ts'), { spy: true })
afterEach(() => vi.clearAllMocks())

const HERE = '127.0.0.1'

test('P-LOBBY-2 a password is kept as scrypt with a salt of its own, and found again', async () => {
  const [one, other] = await Promise.all([hashPassword('open sesame'), hashPassword('open sesame')])
  expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(one).not.toBe(other)
  expect(await verifyPassword('open sesame', one)).toBe(true)
  expect(await verifyPassword('open sesame ', one)).toBe(false)
  await expect(verifyPassword('open sesame', 'of another kind')).rejects.toThrow('cannot be read')
})

test('the work of a hash is read from it, so that it can grow with the years', async () => {
  // Made by another implementation: N=1024, r=8, p=16, 64 bytes.
  const phc =
    '$scrypt$ln=10,r=8,p=16$TmFDbDR5b3U$Z4d0/K9ys6kEdWmlKF788lA1QphwiJaohpOXzUaM332//xCHoQDE6iQ5z6agOGJqIVrg++E/CctA7RnVZ1iUWg'
  expect(await verifyPassword('password', phc)).toBe(true)
  expect(await verifyPassword('Password', phc)).toBe(false)
})

test('a class that comes in together waits for one hash, and wrong ones cost none after that', async () => {
  const hash = await new PasswordVerifier().hash('open sesame', HERE)
  // As after a restart: nothing is known of it.
  const desk = new PasswordVerifier()
  const all = await Promise.all(
    ['wrong', ...Array.from({ length: 30 }, () => 'open sesame'), 'guess'].map((password) =>
      desk.isRight(password, hash, HERE),
    ),
  )
  expect(all).toEqual([false, ...Array.from({ length: 30 }, () => true), false])
  expect(verifyPassword).toHaveBeenCalledTimes(2)
  expect(await desk.isRight('another guess', hash, HERE)).toBe(false)
  expect(verifyPassword).toHaveBeenCalledTimes(2)
})

test('P-RATE-5 a flood from one network makes another wait for one hash', async () => {
  const hash = await new PasswordVerifier().hash('open sesame', HERE)
  const desk = new PasswordVerifier()
  vi.mocked(verifyPassword).mockResolvedValue(false)
  const order: string[] = []
  const ask = (network: string) => desk.isRight('x', hash, network).then(() => order.push(network))
  const flood = Array.from({ length: 50 }, () => ask('192.0.2.1'))
  await ask(HERE)
  expect(order.indexOf(HERE)).toBeLessThan(3)
  await Promise.all(flood)
  expect(order).toHaveLength(51)
})

test('more than can be compared in time are told to come again', async () => {
  const hash = await new PasswordVerifier().hash('open sesame', HERE)
  const desk = new PasswordVerifier()
  vi.mocked(verifyPassword).mockResolvedValue(false)
  const outcomes = await Promise.allSettled(Array.from({ length: 120 }, () => desk.isRight('x', hash, HERE)))
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(20)
  expect(refused[0]).toMatchObject({ reason: { code: 'rate_limited', details: { retryAfterMs: 10_000 } } })
})

test('P-LOBBY-2 two ways to type the same are one password; what cannot be typed is none', () => {
  expect(passwordSchema.parse('  Zo\u0065\u0308 ')).toBe('Zo\u00eb')
  for (const [text, fits] of [
    ['open', true],
    ['ope', false],
    [' o p ', false],
    ['🔥🔥🔥🔥', true],
    ['x'.repeat(limits.passwordLength), true],
    ['x'.repeat(limits.passwordLength + 1), false],
    ['with\na break', false],
    ['half \ud83d', false],
  ] as const)
    expect(newPasswordSchema.safeParse(text).success, JSON.stringify(text)).toBe(fits)
  expect(['open', ' op ', 'a\tb', 'x'.repeat(200)].map(passwordFault)).toEqual([
    null,
    'short',
    'hidden',
    'long',
  ])
})

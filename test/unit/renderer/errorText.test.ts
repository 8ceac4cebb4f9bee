import { createInstance } from 'i18next'
import { describe, expect, test } from 'vitest'
import { hostFailureSchema } from '../../../protocol/hostProcess/hostFailure.ts'
import { type ErrorCode, errors } from '../../../protocol/wire/errors.ts'
import { en } from '../../../renderer/locales/en.ts'
import { localeOptions } from '../../../renderer/locales/localeOptions.ts'
import { pseudoLocale } from '../../../renderer/locales/pseudoLocale.ts'
import { errorText } from '../../../renderer/locales/errorText.ts'

const pseudo = createInstance()
void pseudo.init({ ...localeOptions, lng: 'xx', resources: { xx: { hearth: pseudoLocale(en) } } })
const { t } = pseudo

describe('what a host refuses', () => {
  test.each(Object.keys(errors) as ErrorCode[])('%s is said in the language of the window', (code) => {
    expect(errorText(t, { code, message: errors[code].message })).toMatch(/^⟦.*⟧$/)
  })

  test('is so also where the host says more about it', () => {
    expect(errorText(t, { code: 'forbidden', message: 'Not upwards.' })).toMatch(/^⟦.*⟧$/)
  })

  test('for a reason that only a newer host knows is said in its own words', () => {
    const message = 'The room sleeps until nine.'
    expect(errorText(t, { code: 'internal', message })).toBe(message)
  })
})

test.each(hostFailureSchema.shape.code.options)('why this computer does not host has words: %s', (code) => {
  const text = t(`hostFailure.${code}`, { code, port: 8443, detail: 'EIO' })
  expect(text).toMatch(/^⟦.*⟧$/)
  expect(text).not.toContain('{{')
})

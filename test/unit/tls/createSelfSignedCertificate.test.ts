import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { browserObjections } from '../../../main/tls/browserObjections.ts'
import { createSelfSignedCertificate } from '../../../main/tls/createSelfSignedCertificate.ts'

const NOW = Date.parse('2026-05-01T12:00:00Z')

/** What the certificate of a computer calls it besides `localhost`. */
const called: Readonly<Record<string, string | null>> = {
  'Zoë-PC': 'xn--zo-pc-osa',
  Büro: 'xn--bro-hoa',
  'Bu\u0308ro': 'xn--bro-hoa',
  Υπολογιστής: 'xn--jxajsgtbewhkd',
  מחשב: 'xn--5dblu9b',
  我的电脑: 'xn--wnuz93by2az6x',
  Компьютер: 'xn--e1ajghghm3fsa',
  '💻-PC': 'xn---pc-lf23b',
  ＰＣ: 'pc',
  DESKTOP_1: 'desktop_1',
  'macbook.local': 'macbook.local',
  'mac.local.': 'mac.local',
  localhost: null,
  '': null,
  '.': null,
  '-': null,
  'a..b': null,
  'Zoës PC': null,
  'Zoë’s PC': null,
  'B\ufffdro': null,
  '192.168.1.20': null,
  '１２': null,
  'a%41': null,
  'a/b': null,
  '*': null,
  'pc\u0000.example': null,
  ['a'.repeat(64)]: null,
  ['ä'.repeat(63)]: null,
  ['a'.repeat(63)]: 'a'.repeat(63),
  [`${'a.'.repeat(127)}a`]: null,
}

test.each(Object.entries(called))(
  'a computer called "%s" has a certificate that browsers take',
  async (computer, name) => {
    const { cert } = await createSelfSignedCertificate(null, ['192.168.1.20'], NOW, computer)
    expect(browserObjections(cert, NOW)).toEqual([])
    const named = (new X509Certificate(cert).subjectAltName ?? '').split(', ')
    expect(named.filter((one) => one.startsWith('DNS:'))).toEqual(
      ['localhost', ...(name === null ? [] : [name])].map((one) => `DNS:${one}`),
    )
  },
)

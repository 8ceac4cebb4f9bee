import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatInvitationFile } from '../../../protocol/inviteFile.ts'
import { readOpened } from '../../../main/shell/launch/LaunchTarget.ts'
import { readInvitationFile } from '../../../main/shell/launch/readInvitationFile.ts'

const LINK = 'https://192.168.1.20:8443/?room=demo#fp=AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE'

describe('what a second start tells', () => {
  test.each([{ type: 'link', link: LINK }, { type: 'badFile' }])('%j is handed on', (data) => {
    expect(readOpened(data)).toEqual(data)
  })

  test.each([
    [undefined],
    [null],
    [{}],
    [{ type: 'link' }],
    [{ type: 'link', link: 'a'.repeat(4097) }],
    [{ type: 'x' }],
  ])('%.60j is nothing', (data) => {
    expect(readOpened(data)).toEqual({ type: 'nothing' })
  })
})

describe('an invitation in a file', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-invitation-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  function opened(content: string | Buffer) {
    const path = join(folder, 'Täglich um 9.hearth')
    writeFileSync(path, content)
    return readInvitationFile(path)
  }

  test.each([
    ['as it is saved', formatInvitationFile(LINK)],
    [
      'with lines of a mail program, and its line ends',
      `Hello,\r\n\r\n ${LINK} \r\n-- \r\nhttps://example.org/\r\n`,
    ],
    ['with the mark of an editor of Windows', `\uFEFF${LINK}\r\n`],
    ['in UTF-16', Buffer.from(`\uFEFF${LINK}\r\n`, 'utf16le')],
    ['in UTF-16, without a mark', Buffer.from(`${LINK}\r\n`, 'utf16le')],
    ['in UTF-16 the other way round', Buffer.from(`\uFEFF${LINK}\r\n`, 'utf16le').swap16()],
  ])('%s', (_what, content) => {
    expect(opened(content)).toEqual({ type: 'link', link: LINK })
  })

  test('by the address that a desktop hands over', () => {
    opened(LINK)
    const address = pathToFileURL(join(folder, 'Täglich um 9.hearth')).href
    expect(readInvitationFile(address)).toEqual({ type: 'link', link: LINK })
  })

  test.each([
    ['nothing', ''],
    ['a page of another program', 'https://example.org/index.html'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255, 254])],
    ['a link behind sixteen megabytes', `${'a'.repeat(16 * 1024 * 1024)}\n${LINK}`],
  ])('%s is none', (_what, content) => {
    expect(opened(content)).toEqual({ type: 'badFile' })
  })

  test('a folder, a pipe, a file that is gone and an address of another computer are none', () => {
    const pipe = join(folder, 'pipe.hearth')
    execFileSync('mkfifo', [pipe])
    for (const word of [folder, pipe, join(folder, 'gone.hearth'), 'file://elsewhere/a.hearth'])
      expect(readInvitationFile(word)).toEqual({ type: 'badFile' })
  })
})

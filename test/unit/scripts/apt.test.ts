import { expect, it } from 'vitest'
import { installAdvice, notInstalled, offeredName } from '../../../scripts/bootstrap/apt.mjs'
import { missingLibraries, packagesFor } from '../../../scripts/bootstrap/electronLibraries.mjs'

it('takes a package for installed only when dpkg says so', () => {
  const lines = [
    'meson installed',
    'xvfb not-installed',
    'ffmpeg config-files',
    'dpkg-query: no packages found matching g++',
  ]
  expect(notInstalled(['meson', 'xvfb', 'ffmpeg', 'g++'], lines)).toEqual(['xvfb', 'ffmpeg', 'g++'])
})

it('is content with any of the names that a package has had', () => {
  expect(notInstalled(['libasound2|libasound2t64'], ['libasound2t64 installed'])).toEqual([])
})

it('chooses the name that can be installed', () => {
  const policy = [
    'libasound2:',
    '  Installed: (none)',
    '  Candidate: (none)',
    'libasound2t64:',
    '  Installed: (none)',
    '  Candidate: 1.2.11-1build2',
  ]
  expect(offeredName(['libasound2', 'libasound2t64'], policy)).toBe('libasound2t64')
  expect(offeredName(['libasound2', 'libasound2t64'], [])).toBe('libasound2')
})

it('gives those who are not root one command to run', () => {
  expect(installAdvice(['xvfb', 'libasound2|libasound2t64'], 'the tests')).toBe(
    'Some system packages are needed for the tests. Run "sudo apt-get install xvfb libasound2" and try again.',
  )
})

it('reads the missing libraries from ldd and names their packages once', () => {
  const lines = [
    '\tlibnss3.so => not found',
    '\tlibc.so.6 => /lib/libc.so.6 (0x0)',
    '\tlibsmime3.so => not found',
    '\tlibodd.so.7 => not found',
    '\tlibasound.so.2 => not found',
  ]
  expect(missingLibraries(lines)).toEqual(['libnss3.so', 'libsmime3.so', 'libodd.so.7', 'libasound.so.2'])
  expect(packagesFor(missingLibraries(lines))).toEqual({
    packages: ['libnss3', 'libasound2|libasound2t64'],
    unknown: ['libodd.so.7'],
  })
})

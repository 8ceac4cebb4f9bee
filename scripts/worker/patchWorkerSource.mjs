import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from '../bootstrap/failure.mjs'

/** What is changed in mediasoup's worker so that it builds against the system's libraries, and why. */
export const PATCHES = [
  {
    why: 'Debian 12 has meson 1.0.1, and the file uses nothing that came with 1.1.',
    file: 'meson.build',
    from: "meson_version: '>= 1.1.0'",
    to: "meson_version: '>= 1.0.0'",
  },
  {
    why: 'Without its wrap file meson does not know that our stand-in provides this dependency.',
    file: 'meson.build',
    from: "ankerl_unordered_dense_dep = dependency('unordered_dense')",
    to: "ankerl_unordered_dense_dep = subproject('unordered-dense').get_variable('ankerl_unordered_dense_dep')",
  },
  ...[
    "'crypto-library=openssl',",
    "'crypto-library-kdf=disabled',",
    "'tests=disabled',",
    "'build_tests=false',",
    "'build_benchmarks=false',",
  ].map((from) => ({
    why: 'The stand-ins do not have the options of the libraries they stand for, and meson refuses unknown ones.',
    file: 'meson.build',
    from,
    to: '',
  })),
  {
    // OpenSSL calls a BIO's callback before and after each operation and takes its answer for the operation's
    // result. After it, the kind is "or"ed with BIO_CB_RETURN, so the comparison with == never holds and the
    // callback answers 1 to everything, also to the query "is kernel TLS on?". The OpenSSL that mediasoup brings has
    // no kernel TLS and never asks; Debian's has, believes it, makes no write buffer, and the first DTLS
    // handshake then writes through a null pointer and kills the worker.
    why: 'An OpenSSL with kernel TLS must get the real result of each operation.',
    file: 'src/RTC/DtlsTransport.cpp',
    from: '(operationType == BIO_CB_RETURN)',
    to: '(operationType & BIO_CB_RETURN)',
  },
]

/** Applies one change; one that no longer fits means that mediasoup changed and this file must follow. */
export function applyPatch(text, patch) {
  if (!text.includes(patch.from)) {
    throw new Failure(
      `This version of mediasoup differs from the one that scripts/worker knows (in ${patch.file}: ${patch.why}). ` +
        'Use the version in package.json, or bring patchWorkerSource.mjs up to date.',
    )
  }
  return text.replaceAll(patch.from, patch.to)
}

/**
 * Prepares a copy of mediasoup's `worker` folder for a build without downloads: every wrap file, which
 * names a download, gives way to a stand-in of the same name that points at the system's library.
 */
export function patchWorkerSource(folder) {
  const subprojects = path.join(folder, 'subprojects')
  for (const name of fs.readdirSync(subprojects)) {
    if (name.endsWith('.wrap')) fs.rmSync(path.join(subprojects, name))
  }
  fs.cpSync(fileURLToPath(new URL('./subprojects', import.meta.url)), subprojects, { recursive: true })
  for (const patch of PATCHES) {
    const file = path.join(folder, patch.file)
    fs.writeFileSync(file, applyPatch(fs.readFileSync(file, 'utf8'), patch))
  }
}

import { hasApt, installPackages, missingPackages } from './apt.mjs'
import { Failure } from './failure.mjs'
import { run } from './run.mjs'

/**
 * The package that brings each library that Electron loads, with the other name where newer
 * releases renamed it. Only libraries that a bare system lacks are listed; the rest comes along with these.
 */
const LIBRARY_PACKAGES = {
  'libX11.so': 'libx11-6',
  'libXcomposite.so': 'libxcomposite1',
  'libXdamage.so': 'libxdamage1',
  'libXext.so': 'libxext6',
  'libXfixes.so': 'libxfixes3',
  'libXrandr.so': 'libxrandr2',
  'libasound.so': 'libasound2|libasound2t64',
  'libatk-1.0.so': 'libatk1.0-0|libatk1.0-0t64',
  'libatk-bridge-2.0.so': 'libatk-bridge2.0-0|libatk-bridge2.0-0t64',
  'libatspi.so': 'libatspi2.0-0|libatspi2.0-0t64',
  'libcairo.so': 'libcairo2',
  'libcups.so': 'libcups2|libcups2t64',
  'libdbus-1.so': 'libdbus-1-3',
  'libdrm.so': 'libdrm2',
  'libexpat.so': 'libexpat1',
  'libgbm.so': 'libgbm1',
  'libgio-2.0.so': 'libglib2.0-0|libglib2.0-0t64',
  'libglib-2.0.so': 'libglib2.0-0|libglib2.0-0t64',
  'libgobject-2.0.so': 'libglib2.0-0|libglib2.0-0t64',
  'libgtk-3.so': 'libgtk-3-0|libgtk-3-0t64',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libpango-1.0.so': 'libpango-1.0-0',
  'libsmime3.so': 'libnss3',
  'libudev.so': 'libudev1',
  'libxcb.so': 'libxcb1',
  'libxkbcommon.so': 'libxkbcommon0',
}

/** What Chromium opens by its name when it starts, and ends without a word where it is missing: `ldd` knows nothing of it. */
const OPENED_AT_START = ['libx11-xcb1']

/** The libraries that `ldd` does not find, by file name. */
export function missingLibraries(lddLines) {
  return lddLines.map((line) => line.match(/^\s*(\S+) => not found/)?.[1]).filter(Boolean)
}

/** The packages for these libraries, each once; a library that nobody listed is in `unknown`. */
export function packagesFor(libraries) {
  const packages = new Set()
  const unknown = []
  for (const library of libraries) {
    const name = LIBRARY_PACKAGES[library.replace(/\.so.*$/, '.so')]
    if (name) packages.add(name)
    else unknown.push(library)
  }
  return { packages: [...packages], unknown }
}

/** Makes sure that the window's program finds its libraries, which a server's system usually lacks. */
export async function ensureElectronLibraries(reporter, program) {
  const missing = missingLibraries((await run('ldd', [program])).lines)
  const later = hasApt() ? await missingPackages(OPENED_AT_START) : []
  if (missing.length === 0 && later.length === 0) return
  const { packages, unknown } = packagesFor(missing)
  if (!hasApt()) {
    throw new Failure(
      `Electron needs libraries that are missing here: ${missing.join(', ')}. Install them (on most systems they come with GTK 3, NSS, ALSA and Mesa's GBM), or host without a window with "npm start -- --headless".`,
    )
  }
  await installPackages(reporter, [...packages, ...later], "Electron's window")
  if (unknown.length > 0)
    throw new Failure(
      `Electron needs ${unknown.join(', ')}, and Hearth does not know which package has it. Find it with "apt-file search ${unknown[0]}" and install it.`,
    )
}

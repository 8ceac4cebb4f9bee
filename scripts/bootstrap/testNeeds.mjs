import fs from 'node:fs'
import path from 'node:path'
import { hasApt, installPackages, isDebian } from './apt.mjs'
import { findChromium, findHeadlessShell } from './chromium.mjs'
import { Failure } from './failure.mjs'
import { withoutServices } from './withoutServices.mjs'

/** What the end-to-end tests use besides Node's packages, how its presence is seen, and who brings it. */
const LINUX_NEEDS = [
  { what: 'a Chromium browser', package: 'chromium', present: () => Boolean(findChromium()) },
  // The same engine, which opens a page in half the time. Elsewhere than on Debian tests take the whole browser.
  {
    what: "Chromium's headless shell",
    package: 'chromium-headless-shell',
    present: () => !isDebian() || Boolean(findHeadlessShell()),
  },
  // Guests come with Firefox as well.
  { what: 'Firefox', package: 'firefox-esr', present: () => inPath('firefox-esr') },
  { what: 'Xvfb', package: 'xvfb', present: () => inPath('Xvfb') },
  { what: 'xauth', package: 'xauth', present: () => inPath('xauth') },
  // Keys for the whole system and windows above all others are tried with a real keyboard and mouse.
  { what: 'xdotool', package: 'xdotool', present: () => inPath('xdotool') },
  { what: 'xprop', package: 'x11-utils', present: () => inPath('xprop') },
  // A host behind a proxy is tested behind a real one.
  {
    what: 'nginx',
    package: 'nginx-light|nginx',
    present: () => inPath('nginx') || fs.existsSync('/usr/sbin/nginx'),
    service: 'nginx',
  },
  // Guests who reach the host by a TURN server do so by a real one.
  { what: 'turnserver', package: 'coturn', present: () => inPath('turnserver'), service: 'coturn' },
  // Networks that are cut are made of this computer's own.
  {
    what: 'ip',
    package: 'iproute2',
    present: () => inPath('ip') || fs.existsSync('/usr/sbin/ip'),
  },
  // … and made bad.
  {
    what: 'nft',
    package: 'nftables',
    present: () => inPath('nft') || fs.existsSync('/usr/sbin/nft'),
  },
  // The Debian package is made, and installed and started in a bare system. Elsewhere than on Debian and its kin none is.
  { what: 'fakeroot', package: 'fakeroot', present: () => !hasApt() || inPath('fakeroot') },
  { what: 'objdump', package: 'binutils', present: () => !hasApt() || inPath('objdump') },
  { what: 'mmdebstrap', package: 'mmdebstrap', present: () => !hasApt() || inPath('mmdebstrap') },
  // What shows notifications of the system, and the bus by which they get there.
  { what: 'dunst', package: 'dunst', present: () => inPath('dunst') },
  { what: 'dbus-daemon', package: 'dbus', present: () => inPath('dbus-daemon') },
  // What the app opens by its name, as it finds it on a person's desktop: notifications, secrets, links.
  ...['libnotify4', 'libsecret-1-0', 'xdg-utils'].map((name) => ({
    what: name,
    package: name,
    present: () => !hasApt() || packageInstalled(name),
  })),
  // Reactions are emoji; without their font the pictures that tests compare would show boxes.
  { what: 'a colour emoji font', package: 'fonts-noto-color-emoji', present: hasEmojiFont },
]

/** Makes sure of browsers and virtual display. Resolves to the variables that name Chromium to the tests. */
export async function ensureTestNeeds(reporter) {
  const missing = process.platform === 'linux' ? LINUX_NEEDS.filter((need) => !need.present()) : []
  if (missing.length > 0 && hasApt()) {
    await withoutServices(
      missing.flatMap((need) => need.service ?? []),
      () =>
        installPackages(
          reporter,
          missing.map((need) => need.package),
          'the end-to-end tests',
        ),
    )
  } else if (missing.length > 0) {
    throw new Failure(
      `The end-to-end tests need ${missing.map((need) => need.what).join(', ')}: install it with your system's package manager, or run the other tests with "npm test -- unit contract integration".`,
    )
  }
  const chromium = findChromium()
  if (!chromium) {
    throw new Failure(
      'The end-to-end tests need Chrome or Chromium: install it, or name its program in HEARTH_CHROMIUM.',
    )
  }
  reporter.done('Test browser', chromium)
  const shell = findHeadlessShell()
  return { HEARTH_CHROMIUM: chromium, ...(shell && { HEARTH_HEADLESS_SHELL: shell }) }
}

function inPath(name) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => folder && fs.existsSync(path.join(folder, name)))
}

function packageInstalled(name) {
  const suffixes = ['', ':amd64', ':arm64']
  return suffixes.some((suffix) => fs.existsSync(`/var/lib/dpkg/info/${name}${suffix}.list`))
}

function hasEmojiFont() {
  const folders = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    path.join(process.env.HOME ?? '/', '.local/share/fonts'),
  ]
  return folders.some((folder) => {
    try {
      return fs
        .readdirSync(folder, { recursive: true })
        .some((name) => /emoji[^/]*\.(ttf|otf|ttc)$/i.test(name))
    } catch {
      return false
    }
  })
}

import path from 'node:path'
import { Installer } from 'electron-installer-debian'
import fs from 'node:fs'
import { INVITATION_TYPE } from '../../protocol/inviteFile.ts'
import { root } from '../bootstrap/paths.mjs'
import { debDependencies, RECOMMENDED } from './debDependencies.mjs'
import { commitTime } from './runBuilder.mjs'

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' }

/** Makes the .deb of an unpacked app. Needs dpkg and fakeroot, which Debian's own build tools bring. */
export async function debPackage(reporter, unpacked, folder) {
  // What the development runtime loads an app folder with; a packed app has its archive.
  fs.rmSync(path.join(unpacked, 'resources', 'app'), { recursive: true, force: true })
  fs.copyFileSync(path.join(root, 'LICENSE'), path.join(unpacked, 'LICENSE'))
  // As electron-builder does for its own: by this the app knows in which kind of package updates must come.
  fs.writeFileSync(path.join(unpacked, 'resources', 'package-type'), 'deb')
  process.env.SOURCE_DATE_EPOCH = commitTime()
  await reporter.step('Debian package', 'about a minute', async () => {
    const installer = new ExactInstaller({
      src: unpacked,
      dest: folder,
      rename: (destination) => path.join(destination, '<%= name %>_<%= version %>_<%= arch %>.deb'),
      logger: () => undefined,
      arch: ARCHITECTURES[process.arch],
      options: {
        name: 'hearth',
        bin: 'hearth',
        productName: 'Hearth',
        genericName: 'Video meetings',
        description: 'TEST BUILD of Hearth, not for publication',
        productDescription:
          'Video meetings hosted from your own computer. This build runs on a development runtime: for trying the packaging only.',
        maintainer: 'Hearth contributors <hearth@localhost>',
        section: 'net',
        categories: ['Network', 'VideoConference'],
        mimeType: ['x-scheme-handler/hearth', INVITATION_TYPE],
        compression: 'zstd',
        depends: await debDependencies(unpacked),
        recommends: RECOMMENDED,
        icon: Object.fromEntries(SIZES.map((size) => [`${size}x${size}`, icon(size)])),
        scripts: { postinst: script('postinst'), postrm: script('postrm') },
      },
    })
    await installer.generateDefaults()
    installer.generateOptions()
    await installer.createStagingDir()
    await installer.createContents()
    await installer.createPackage()
    await installer.movePackage()
  })
}

/**
 * The library adds a list of its own to every list of dependencies: without what the media worker needs, sound only as a
 * wish, and KDE's tools before all others that can move a file to the trash, so that apt brought half of KDE along.
 */
class ExactInstaller extends Installer {
  async createContents() {
    await super.createContents()
    // What a file of an invitation is, for desktops; Debian's own triggers take it up.
    const types = path.join(this.stagingDir, this.baseAppDir, 'share', 'mime', 'packages')
    fs.mkdirSync(types, { recursive: true })
    fs.copyFileSync(script('mime.xml'), path.join(types, 'hearth.xml'))
    fs.chmodSync(path.join(types, 'hearth.xml'), 0o644)
  }

  generateOptions() {
    const options = super.generateOptions()
    const { depends, recommends } = this.userSupplied.options
    return Object.assign(options, { depends, recommends, suggests: [] })
  }
}

function icon(size) {
  return path.join(root, 'packaging', 'icons', `${size}x${size}.png`)
}

function script(name) {
  return path.join(root, 'packaging', 'debian', name)
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PackageKind, packageKindSchema } from '../../../protocol/ipc/update.ts'

export interface PackagePlace {
  readonly platform: NodeJS.Platform
  readonly resourcesPath: string
  /** Set by an AppImage to its own path. */
  readonly appImage: string | undefined
}

/** In what kind of package the app was installed; null where that cannot be told, and then nothing is updated. */
export function detectPackageKind({ platform, resourcesPath, appImage }: PackagePlace): PackageKind | null {
  switch (platform) {
    case 'darwin':
      return 'dmg'
    case 'win32':
      // An administrator rolls out the MSI; the other installer leaves its own remover beside the app.
      return has(join(resourcesPath, '..', 'Uninstall Hearth.exe')) ? 'nsis' : 'msi'
    case 'linux': {
      if (appImage !== undefined) return 'AppImage'
      const told = packageKindSchema.safeParse(textOf(join(resourcesPath, 'package-type'))?.trim())
      return told.success ? told.data : null
    }
    default:
      return null
  }
}

function has(path: string): boolean {
  return textOf(path) !== null
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return null
  }
}

import type { UpdateFile } from '../../../protocol/ipc/update.ts'
import { ProgramFailed, type RunProgram } from './runProgram.ts'
import { UpdateError } from './UpdateError.ts'

/** The script's end where what it got is not what was signed. */
const OTHER_CONTENT = 65

/**
 * Runs as root. The file in the person's folder may be exchanged by any program of theirs while the password is typed, so
 * root believes nothing but a copy of its own: it takes the bytes from its input, keeps them where it alone can write,
 * compares them with the hash that it was started with, and installs that.
 */
const SCRIPT = `set -eu
umask 077
folder=$(mktemp -d /var/tmp/hearth-update.XXXXXXXXXX)
trap 'rm -rf "$folder"' EXIT
package="$folder/hearth.$3"
head -c "$2" > "$package"
printf '%s  %s\\n' "$1" "$package" | sha256sum --check --status || exit ${OTHER_CONTENT}
case "$3" in
  deb) dpkg --install "$package" < /dev/null ;;
  rpm) rpm --upgrade "$package" < /dev/null ;;
esac`

/**
 * Installs a package of the system by pkexec, which asks the person for an administrator's password.
 *
 * @param path of the fetched file. @throws UpdateError `update_wrong_hash` where it has changed since.
 */
export async function installAsRoot(
  kind: 'deb' | 'rpm',
  path: string,
  { sha256, size }: UpdateFile,
  run: RunProgram,
): Promise<void> {
  const words = ['/bin/sh', '-c', SCRIPT, 'hearth-update', sha256, String(size), kind]
  try {
    await run('pkexec', words, { input: path })
  } catch (error) {
    if (error instanceof ProgramFailed && error.code === OTHER_CONTENT)
      throw new UpdateError('update_wrong_hash')
    throw error
  }
}

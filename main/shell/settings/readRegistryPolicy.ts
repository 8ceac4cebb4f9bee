import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PolicySource } from './parsePolicy.ts'
import { parseRegistryOutput } from './parseRegistryOutput.ts'

const POLICIES = 'HKEY_LOCAL_MACHINE\\Software\\Policies'
const KEY = `${POLICIES}\\Hearth`

/** Runs `reg` with some words and answers with what it prints; rejects when it fails. */
export type RunReg = (words: readonly string[]) => Promise<string>

/** The usual place first: the variable belongs to the person, who could let it point to a program of theirs. */
function regProgram(): string {
  const usual = 'C:\\Windows\\System32\\reg.exe'
  return existsSync(usual) ? usual : join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe')
}

const runReg: RunReg = async (words) => {
  const { stdout } = await promisify(execFile)(regProgram(), [...words], {
    timeout: 10_000,
    windowsHide: true,
  })
  return stdout
}

/** Reads `HKLM\Software\Policies\Hearth`, where group policies of a Windows domain end up. */
export async function readRegistryPolicy(run: RunReg = runReg): Promise<PolicySource> {
  try {
    // `reg` fails alike for a key that is missing and for one that it may not read, so its parent is asked first.
    const keys = (await run(['query', POLICIES, '/reg:64'])).split(/\r?\n/)
    if (!keys.some((line) => line.trim().toLowerCase() === KEY.toLowerCase())) return { type: 'none' }
    return { type: 'values', values: parseRegistryOutput(await run(['query', KEY, '/reg:64'])) }
  } catch {
    return { type: 'unreadable' }
  }
}

/**
 * Runs the named Vite configurations side by side. They share one process: each spends most of its time in
 * native threads, and starting Vite itself takes as long as the smaller builds.
 */
import { build } from 'vite'

const configurations = process.argv.slice(2)
const results = await Promise.allSettled(
  configurations.map((configFile) => build({ configFile, logLevel: 'warn' })),
)
for (const [index, result] of results.entries()) {
  if (result.status === 'fulfilled') continue
  console.error(`${configurations[index]}: ${result.reason?.message ?? result.reason}`)
  process.exitCode = 1
}

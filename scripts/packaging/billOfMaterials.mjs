import fs from 'node:fs'
import { Failure } from '../bootstrap/failure.mjs'
import { npmCommand } from '../bootstrap/npm.mjs'
import { root } from '../bootstrap/paths.mjs'
import { readBundledPackages } from '../build/bundledPackages.mjs'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { commitTime } from './runBuilder.mjs'

/**
 * Writes the CycloneDX bill of what is in the package: the run-time dependencies, what Vite has put into the page, and
 * Electron. npm makes it from the lockfile; tools that only build are left out.
 */
export async function billOfMaterials(reporter, env, file) {
  await reporter.step('Bill of materials', 'a few seconds', async () => {
    const [npm, ...first] = npmCommand(env)
    const words = [...first, 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--loglevel=error']
    let bill
    try {
      bill = JSON.parse(execFileSync(npm, words, { cwd: root, env, encoding: 'utf8', maxBuffer: 64 << 20 }))
    } catch (error) {
      throw new Failure(`npm could not make the bill of materials: ${error.message}`)
    }
    fs.writeFileSync(file, `${JSON.stringify(shipped(bill), null, 2)}\n`)
  })
}

/** The bill without what is only used to build. */
function shipped(bill) {
  const bundled = readBundledPackages()
  const isDevelopment = ({ properties = [] }) =>
    properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true')
  const isShipped = (component) =>
    !isDevelopment(component) || bundled.has(fullName(component)) || component.name === 'electron'
  const components = bill.components
    .filter(isShipped)
    .map((component) => ({ ...component, scope: undefined, properties: undefined }))
  const kept = new Set([bill.metadata.component['bom-ref'], ...components.map((one) => one['bom-ref'])])
  const dependencies = bill.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }))
  bill.metadata.component.name = 'hearth'
  bill.metadata.component.type = 'application'
  bill.metadata.timestamp = new Date(Number(commitTime()) * 1000).toISOString()
  const { serialNumber: _ofThisRun, ...rest } = { ...bill, components, dependencies }
  return { serialNumber: serialNumberOf(rest), ...rest }
}

/** The same for the same bill, where npm takes one at random: in the form of a UUID made of a hash (RFC 9562, §5.8). */
function serialNumberOf(bill) {
  const hex = createHash('sha256').update(JSON.stringify(bill)).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
  return `urn:uuid:${parts.join('-')}`
}

function fullName({ group, name }) {
  return group ? `${group}/${name}` : name
}

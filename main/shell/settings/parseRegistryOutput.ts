/**
 * Reads what `reg query KEY` prints: a line per value with four spaces between name, kind and data.
 *
 * @returns numbers of REG_DWORD, texts of REG_SZ and lists of REG_MULTI_SZ. A kind that no policy has is kept as
 *   null, so that its key counts as broken and not as missing.
 */
export function parseRegistryOutput(printed: string): Record<string, unknown> {
  const values: [string, unknown][] = []
  for (const line of printed.split(/\r?\n/)) {
    const [, name, kind, data = ''] = /^ {4}(\S.*?) {4}(REG_\w+)(?: {4}(.*))?$/.exec(line) ?? []
    if (name === undefined || kind === undefined) continue
    // A key's own value, without a name, means nothing to us. Its printed name is in the system's language.
    if (!/^[A-Za-z]+$/.test(name)) continue
    values.push([name, valueOf(kind, data)])
  }
  return Object.fromEntries(values)
}

function valueOf(kind: string, data: string): unknown {
  switch (kind) {
    case 'REG_DWORD':
      return /^0x[0-9a-f]{1,8}$/i.test(data) ? Number(data) : null
    case 'REG_SZ':
      return data
    case 'REG_MULTI_SZ':
      return data.split('\\0').filter((text) => text !== '')
    default:
      return null
  }
}

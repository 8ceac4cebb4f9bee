/**
 * The text of an answer, up to a limit: whoever answers could go on for ever, compressed or not.
 *
 * @param most bytes, after what compressed them was undone. @returns null for more.
 */
export async function boundedText(response: Response, most: number): Promise<string | null> {
  if (response.body === null) return ''
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return Buffer.concat(chunks).toString('utf8')
      bytes += value.length
      if (bytes > most) return null
      chunks.push(value)
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

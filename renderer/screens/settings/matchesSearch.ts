/** Small letters without accents: people type neither when they search. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Whether every word of what a person searches stands in a text, in any order and as a part of a word too. */
export function matchesSearch(text: string, search: string): boolean {
  const where = plain(text)
  return plain(search)
    .split(/\s+/)
    .every((word) => where.includes(word))
}

/**
 * Takes out of a text what nobody would see, or what would change the words around it: invisible letters, marks and overrides
 * of direction, tag letters, and accents piled upon each other. What emoji and scripts need to be drawn stays: variation
 * selectors and joiners where they join something. The text is composed (NFC); spaces, line breaks and control characters
 * are left to the caller.
 *
 * It never grows by more than composing does, and a second time changes nothing.
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text
  let clean = text.replaceAll(INVISIBLE, '').replaceAll(FLAG_OR_TAG, '$1').normalize('NFC')
  // What goes can bring others together. Nobody writes what takes more than two rounds to settle.
  for (let round = 0; round < 3; round += 1) {
    const before = clean
    clean = withoutIdle(before)
    if (clean === before) return clean
  }
  return withoutIdle(clean.replaceAll(CONDITIONAL, ''))
}

function withoutIdle(text: string): string {
  const cleaner = new Cleaner()
  for (const letter of text) cleaner.take(letter)
  return cleaner.end().normalize('NFC')
}

const PLAIN = /^\p{ASCII}*$/v

/** Drawn as nothing, whatever stands beside it. Of the format characters those stay that put a sign over a number. */
const INVISIBLE =
  /[[\p{Default_Ignorable_Code_Point}[\p{Cf}--[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]]\p{Noncharacter_Code_Point}\ufffc]--[\u180b-\u180f\u200c\u200d\ufe0e\ufe0f\u{e0020}-\u{e007f}]]/gv

/** Tag letters spell the flags of England, Scotland and Wales, and could spell anything elsewhere. */
const FLAG_OR_TAG = /(\p{RGI_Emoji_Tag_Sequence})|[\u{e0020}-\u{e007f}]/gv

/** Seen only together with what they stand between. */
const CONDITIONAL = /[\u180b-\u180f\u200c\u200d\ufe0e\ufe0f]/g

const EMOJI = /^\p{Extended_Pictographic}$/v
/** What a picture may end in before it is joined to another. */
const PICTURE_END = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]$/v
const KEYCAP_BASE = /^[0-9#*]$/
const KEYCAP = '\u20e3'
const EMOJI_STYLE = /^[\ufe0e\ufe0f]$/

const MONGOLIAN = /^\p{Script=Mongolian}$/v
const MONGOLIAN_VARIANT = /^[\u180b-\u180d\u180f]$/

const JOINER = /^[\u180e\u200c\u200d]$/
const ZWJ = '\u200d'
/** Scripts whose letters take another shape where a joiner stands between them. */
const JOINED_SCRIPT =
  /^[\u064b-\u0655\u0670\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Adlm}\p{sc=Rohg}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]$/v
/** Such as end a word with a joiner: the older way to write Malayalam's chillus. */
const VIRAMA = /^[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]$/

/** Marks that take no room of their own. */
const STACKED = /^[\p{Mn}\p{Me}]$/v
/** Scripts that write vowels, tones and stacked letters as marks. */
const MANY_MARKS = /^[\p{sc=Hebr}\p{sc=Tibt}\p{sc=Mymr}\p{sc=Khmr}]$/v
const MOST_FEW = 4
const MOST_MANY = 8

/** Takes letter by letter, and keeps those that belong after what it has kept. */
class Cleaner {
  readonly #kept: string[] = []
  /** Marks on the letter that was kept last: counted apart, so that their order does not matter. */
  readonly #few = new Set<string>()
  readonly #many = new Set<string>()
  /** A joiner, kept only if it joins the next letter to the last one. */
  #joiner: string | null = null
  /** A digit's emoji style is kept where a keycap follows. */
  #style: string | null = null

  take(letter: string): void {
    const last = this.#kept.at(-1) ?? ''
    if (EMOJI_STYLE.test(letter)) {
      if (this.#joiner !== null) return
      if (EMOJI.test(last)) this.#kept.push(letter)
      else if (KEYCAP_BASE.test(last)) this.#style ??= letter
      return
    }
    if (MONGOLIAN_VARIANT.test(letter)) {
      if (MONGOLIAN.test(last) && !MONGOLIAN_VARIANT.test(last)) this.#kept.push(letter)
      return
    }
    if (JOINER.test(letter)) {
      this.#joiner ??= letter
      return
    }
    if (STACKED.test(letter)) {
      if (!this.#mayStack(letter)) return
    } else {
      this.#few.clear()
      this.#many.clear()
    }
    if (this.#style !== null && letter === KEYCAP) this.#kept.push(this.#style)
    this.#style = null
    if (this.#joiner !== null && joins(last, this.#joiner, letter)) this.#kept.push(this.#joiner)
    this.#joiner = null
    this.#kept.push(letter)
  }

  end(): string {
    if (this.#joiner !== null && VIRAMA.test(this.#kept.at(-1) ?? '')) this.#kept.push(this.#joiner)
    return this.#kept.join('')
  }

  #mayStack(mark: string): boolean {
    const [marks, most] = MANY_MARKS.test(mark) ? [this.#many, MOST_MANY] : [this.#few, MOST_FEW]
    if (marks.has(mark) || marks.size >= most) return false
    marks.add(mark)
    return true
  }
}

function joins(before: string, joiner: string, after: string): boolean {
  if (joiner === ZWJ && PICTURE_END.test(before) && EMOJI.test(after)) return true
  return JOINED_SCRIPT.test(before) && (JOINED_SCRIPT.test(after) || VIRAMA.test(before))
}

const [FIRST_STRONG_ISOLATE, END] = ['\u2068', '\u2069']

/**
 * Marks a name within a sentence, so that {@link IsolatedText} sets it apart: it turns no other word around, and no
 * translation touches it. Names from outside hold no such marks. For text that is drawn, not for labels and titles.
 */
export function isolate(name: string): string {
  return FIRST_STRONG_ISOLATE + name + END
}

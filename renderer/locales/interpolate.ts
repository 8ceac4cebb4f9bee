/** A text of the catalogue with its values, for those who must not load i18next. A value that is not given stays a mark. */
export function interpolate(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (mark, name: string) => String(values[name] ?? mark))
}

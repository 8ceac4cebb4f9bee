/** The page's own colour in light and dark (renderer/styles/tokens.css), so that opening and resizing do not flash. */
export function windowBackground(dark: boolean): string {
  return dark ? '#151413' : '#f7f5f3'
}

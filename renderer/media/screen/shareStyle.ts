/** What counts in a share: that text can be read, or that it moves smoothly. */
export type ShareStyle = (typeof SHARE_STYLES)[number]
export const SHARE_STYLES = ['detail', 'motion'] as const

/**
 * The small bar above all other windows that says what we share and ends it. The page opens it in the app, by this
 * name, and draws it; the shell gives it its size and place.
 */
export const SHARE_BAR = 'hearth-share-bar'

/** Pixels of the screen; `rowHeight` of each share. */
export const SHARE_BAR_SIZE = { width: 400, rowHeight: 48 } as const

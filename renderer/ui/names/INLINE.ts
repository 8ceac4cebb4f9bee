/** Said outright: what is not inline is read as a word of its own, with a space around it. */
export const INLINE = { display: 'inline' } as const

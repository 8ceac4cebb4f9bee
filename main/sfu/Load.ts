/** Something that costs its worker as much as so many tracks that are sent on. */
export interface Load {
  readonly load: number
}

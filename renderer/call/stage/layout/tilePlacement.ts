import type { PeerId } from '../../../../protocol/ids.ts'
import type { StageContents } from './stageContents.ts'
import { type Rect, type StageLayout, stageLayout } from './stageLayout.ts'
import { keyOf, type Subject, type TileKey } from './tileKey.ts'

export interface Place {
  readonly subject: Subject
  readonly rect: Rect
  /** Large, or one of many. */
  readonly large: boolean
}

/** Which tile stands where. What has no place is not shown. */
export interface TilePlacement
  extends Pick<StageLayout, 'page' | 'pages' | 'pager' | 'tabs'>,
    Omit<StageContents, 'self'> {
  /** In the order in which eyes go over them, the large one first. */
  readonly places: ReadonlyMap<TileKey, Place>
  /** Whose tiles exist: those on the page and on the ones beside it. Hundreds of others cost nothing. */
  readonly near: ReadonlySet<TileKey>
  /** How many people a full page of the gallery has. */
  readonly capacity: number
  /** Whom the keys 1 to 9 stand for: the first of the gallery's page, whoever stands large. */
  readonly numbered: readonly PeerId[]
}

export interface StageSize {
  readonly width: number
  readonly height: number
  readonly galleryPage: number
  readonly stripPage: number
}

/** Gives all contents their places. The same people in the same order stand where they stood. */
export function tilePlacement({ self, ...contents }: StageContents, size: StageSize): TilePlacement {
  const { main, people, shares } = contents
  const { width, height } = size
  const gallery = stageLayout({
    ...{ width, height, main: 'none', tabs: false },
    ...{ tiles: people.length, page: size.galleryPage },
  })
  const order = inPages(people.map(person), self, gallery.capacity)
  const numbered = order
    .slice(gallery.first, gallery.first + Math.min(9, gallery.tiles.length))
    .flatMap((subject) => (subject.kind === 'person' ? [subject.peer] : []))
  const known = { ...contents, numbered, capacity: gallery.capacity }
  if (main === null) return { ...known, ...turning(gallery), ...standing(null, order, gallery) }

  const beside = people.map(person).filter((subject) => keyOf(subject) !== keyOf(main))
  // Who looks at a person keeps the newest share in sight.
  const share = main.kind === 'person' ? shares.at(-1) : undefined
  if (share !== undefined) beside.unshift({ kind: 'share', track: share })
  const strip = stageLayout({
    ...{ width, height, main: main.kind, tabs: main.kind === 'share' && shares.length > 1 },
    ...{ tiles: beside.length, page: size.stripPage },
  })
  return {
    ...known,
    ...turning(strip),
    ...standing(main, inPages(beside, self, strip.capacity), strip),
  }
}

function person(peer: PeerId): Subject {
  return { kind: 'person', peer }
}

/**
 * The page of the gallery on which somebody stands; null for who is not in it. With one page it is the first.
 */
export function pageOf(
  { people, capacity }: TilePlacement,
  self: PeerId | null,
  peer: PeerId,
): number | null {
  const order = inPages(people.map(person), self, capacity)
  const index = order.findIndex((subject) => keyOf(subject) === peer)
  return index === -1 ? null : Math.floor(index / capacity)
}

/** We come last, but never leave the first page for it: one glance shows what others see of us. */
function inPages(subjects: readonly Subject[], self: PeerId | null, capacity: number): readonly Subject[] {
  const own = subjects.find((subject) => keyOf(subject) === self)
  if (own === undefined || subjects.length <= capacity || capacity < 2) return subjects
  const others = subjects.filter((subject) => subject !== own)
  return [...others.slice(0, capacity - 1), own, ...others.slice(capacity - 1)]
}

function turning({ page, pages, pager, tabs }: StageLayout) {
  return { page, pages, pager, tabs }
}

function standing(
  main: Subject | null,
  order: readonly Subject[],
  { main: large, tiles, first, capacity }: StageLayout,
): Pick<TilePlacement, 'places' | 'near'> {
  const places = new Map<TileKey, Place>()
  if (main !== null && large !== null) places.set(keyOf(main), { subject: main, rect: large, large: true })
  for (const [index, rect] of tiles.entries()) {
    const subject = order[first + index]
    if (subject !== undefined) places.set(keyOf(subject), { subject, rect, large: false })
  }
  const around = order.slice(Math.max(0, first - capacity), first + 2 * capacity)
  return { places, near: new Set([...places.keys(), ...around.map(keyOf)]) }
}

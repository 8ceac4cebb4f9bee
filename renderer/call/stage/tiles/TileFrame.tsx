import { EllipsisVertical, Pin, PinOff } from 'lucide-react'
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { isComposing } from '../../../ui/inputs/isComposing.ts'
import { nextTile } from '../layout/nextTile.ts'
import type { Point } from '../zoom/zoomGeometry.ts'
import { ZoomControls } from '../zoom/ZoomControls.tsx'
import type { StageStore } from '../StageStore.ts'
import { keyOf, type Subject, type TileKey } from '../layout/tileKey.ts'
import styles from './Tile.module.css'
import { isolateInLabel } from '../../../ui/names/isolateInLabel.ts'

export interface TileFrameProps {
  readonly stage: StageStore
  readonly subject: Subject
  /** The person's name, or what is shared; the group's name and nothing more: DESIGN §12. */
  readonly name: string
  readonly speaking?: boolean
  readonly away?: boolean
  /** What lies above the picture and below the name. */
  readonly children: ReactNode
  /** Stands in the label, after the mark of a pin. */
  readonly label: ReactNode
}

/** A tile that can be gone to by arrow keys, pinned by a double click or Enter, and asked for more by its menu. */
export function TileFrame(props: TileFrameProps) {
  const { stage, subject, name, speaking = false, away = false, children, label } = props
  const { t } = useTranslation()
  const key = keyOf(subject)
  const { focusable, pinned, large } = useStore(
    stage.store,
    useShallow(({ active, pin, plan }) => ({
      focusable: active === key,
      pinned: pin !== null && keyOf(pin) === key,
      large: plan.main !== null && keyOf(plan.main) === key,
    })),
  )
  const zoomable = large && subject.kind === 'share'
  const activate = (point?: Point) => (zoomable ? stage.zooming.toggle(point) : stage.togglePin(subject))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || isComposing(event)) return
    if (event.key === 'Enter') activate()
    else if (zoomable && stage.zooming.panByKey(event.key)) event.preventDefault()
    else {
      const next = nextTile(stage.store.getState().plan, key, event.key)
      if (next === null) return
      focusTile(stage, next)
    }
    event.preventDefault()
  }
  const onDoubleClick = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('button') !== null) return
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    activate({ x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 })
  }
  const openMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault()
    // The menu belongs to the tile's own button also where a right click or a key has asked for it.
    const button = event.currentTarget.querySelector<HTMLElement>('[aria-haspopup]')
    stage.openMenu(subject, button ?? event.currentTarget)
  }
  const about = { name: isolateInLabel(name) }
  const pinName = t(pinned ? 'stage.unpin' : 'stage.pin', about)
  const optionsName = t('stage.options', about)
  const inTabOrder = focusable ? 0 : -1
  return (
    <div
      id={tileId(key)}
      className={styles.tile}
      role="group"
      aria-label={name}
      tabIndex={inTabOrder}
      data-speaking={speaking || undefined}
      data-away={away || undefined}
      onFocus={() => stage.activate(key)}
      onKeyDown={onKeyDown}
      onDoubleClick={onDoubleClick}
      onContextMenu={openMenu}
    >
      {children}
      <div className={styles.label}>
        {pinned && <Pin size={14} role="img" aria-label={t('stage.pinned')} />}
        {label}
      </div>
      <div className={styles.actions}>
        <button
          type="button"
          className={styles.action}
          tabIndex={inTabOrder}
          aria-label={pinName}
          title={pinName}
          onClick={() => stage.togglePin(subject)}
        >
          {pinned ? <PinOff size={16} aria-hidden /> : <Pin size={16} aria-hidden />}
        </button>
        <button
          type="button"
          className={styles.action}
          tabIndex={inTabOrder}
          aria-label={optionsName}
          title={optionsName}
          aria-haspopup="menu"
          onClick={(event) => stage.openMenu(subject, event.currentTarget)}
        >
          <EllipsisVertical size={16} aria-hidden />
        </button>
      </div>
      {zoomable && <ZoomControls stage={stage} />}
    </div>
  )
}

function tileId(key: TileKey): string {
  return `tile-${key}`
}

function focusTile(stage: StageStore, key: TileKey): void {
  stage.activate(key)
  document.getElementById(tileId(key))?.focus()
}

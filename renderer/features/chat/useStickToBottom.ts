import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

/** A reader this near to the end is reading along, in CSS pixels. */
const NEAR_END = 48

export interface StickToBottom {
  readonly list: RefObject<HTMLDivElement | null>
  /** False while the reader has scrolled up. */
  readonly atEnd: boolean
  readonly onScroll: () => void
  readonly toEnd: () => void
}

/**
 * Keeps a list at its end while its contents change, unless the reader has scrolled up to read.
 *
 * @param newest changes with each thing that is added: not the length, which stays the same once the oldest go.
 */
export function useStickToBottom(newest: unknown): StickToBottom {
  const list = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const sticking = useRef(true)

  const toEnd = useCallback(() => {
    const element = list.current
    if (element !== null) element.scrollTop = element.scrollHeight
  }, [])

  useLayoutEffect(() => {
    if (sticking.current) toEnd()
  }, [newest, toEnd])

  const onScroll = () => {
    const element = list.current
    if (element === null) return
    sticking.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END
    setAtEnd(sticking.current)
  }
  return { list, atEnd, onScroll, toEnd }
}

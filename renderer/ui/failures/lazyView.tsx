import { type ComponentType, useEffect, useState } from 'react'
import { NotLoaded } from './NotLoaded.ts'

/**
 * A view that is fetched when it is first drawn, and not drawn until then. Where that fails, the Guard around it says so;
 * each further drawing is a new try, which React's own `lazy` never makes.
 */
export function lazyView<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let fetched: ComponentType<Props> | null = null
  return function LazyView(props: Props) {
    const [View, setView] = useState(() => fetched)
    const [failed, setFailed] = useState<NotLoaded | null>(null)
    useEffect(() => {
      if (View !== null) return undefined
      let over = false
      load().then(
        (view) => {
          fetched = view
          if (!over) setView(() => view)
        },
        (error: unknown) => {
          if (!over) setFailed(new NotLoaded(error))
        },
      )
      return () => {
        over = true
      }
    }, [View])
    if (failed !== null) throw failed
    return View && <View {...props} />
  }
}

import { createRoot, type Root } from 'react-dom/client'
import { en } from '../locales/en.ts'
import { Failures } from '../ui/failures/Failures.ts'
import { FailuresContext } from '../ui/failures/failuresContext.ts'
import { App } from './App.tsx'
import type { AppNavigator } from './AppNavigator.ts'
import { watchLive } from './safety/watchLive.ts'

/**
 * Draws the page and guards what it shows: errors are noted for the reports, and where not even the last resort can be drawn,
 * devices are switched off.
 *
 * @returns what takes it away.
 */
export function drawPage(element: HTMLElement, model: AppNavigator): () => void {
  const failures = new Failures()
  let root: Root | null = null
  const draw = () => {
    const old = root
    root = createRoot(freshBox(element), {
      onUncaughtError: (error) => {
        failures.record('root', error)
        stop(element, model)
      },
    })
    root.render(
      <FailuresContext value={failures}>
        <App model={model} />
      </FailuresContext>,
    )
    try {
      old?.unmount()
    } catch (error) {
      // What somebody else has cleared away cannot be taken away once more.
      failures.record('root', error)
    }
  }
  const onError = ({ error }: ErrorEvent) => failures.record('script', error)
  const onRejection = ({ reason }: PromiseRejectionEvent) => failures.record('promise', reason)
  addEventListener('error', onError)
  addEventListener('unhandledrejection', onRejection)
  draw()
  const unwatch = watchLive({
    live: () => model.live,
    shown: () => element.isConnected && showsControls(element),
    redraw: () => {
      if (!element.isConnected) document.body.append(element)
      draw()
    },
    end: () => stop(element, model),
  })
  return () => {
    unwatch()
    removeEventListener('error', onError)
    removeEventListener('unhandledrejection', onRejection)
    root?.unmount()
  }
}

/** An element that no earlier drawing knows. */
function freshBox(element: HTMLElement): HTMLElement {
  const box = Object.assign(document.createElement('div'), { className: 'page' })
  element.replaceChildren(box)
  return box
}

/** Whether there is what says that we are live and turns it off; not counting what is only drawn ahead. */
function showsControls(element: HTMLElement): boolean {
  return [...element.querySelectorAll('[data-live]')].some((one) => one.closest('[data-behind]') === null)
}

function stop(element: HTMLElement, model: AppNavigator): void {
  model.switchOff()
  const text = document.createElement('p')
  text.setAttribute('role', 'alert')
  text.textContent = en.failure.stopped
  element.replaceChildren(text)
}

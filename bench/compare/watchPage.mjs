/**
 * Runs in a page before its own scripts: notes when the button with the text `from` was clicked and when each other
 * person's first frame was shown, and keeps all connections.
 */
export function watchPage({ self, from }) {
  const now = () => performance.timeOrigin + performance.now()
  window.bench = { clickedAt: 0, frames: new Map() }
  window.testConnections = []
  const Original = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Original {
    constructor(...options) {
      super(...options)
      window.testConnections.push(this)
    }
  }
  addEventListener(
    'click',
    (event) => {
      if (event.target.closest('button')?.textContent.trim() === from) window.bench.clickedAt = now()
    },
    { capture: true },
  )
  const watched = new Set()
  const look = () => {
    // Whoever comes in cold passes the lobby at once.
    if (from === 'Join')
      for (const button of document.querySelectorAll('button:not([data-seen])'))
        if (button.textContent.trim() === 'Join now' && !button.disabled) {
          button.dataset.seen = ''
          button.click()
        }
    for (const video of document.querySelectorAll('[role="group"] video')) {
      const name = video.closest('[role="group"]').ariaLabel
      if (watched.has(video) || name === self) continue
      watched.add(video)
      video.requestVideoFrameCallback((shownAt) => {
        if (!window.bench.frames.has(name)) window.bench.frames.set(name, performance.timeOrigin + shownAt)
      })
    }
  }
  addEventListener('DOMContentLoaded', () =>
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true }),
  )
}

/*
 * Says so in plain words where the page cannot start: in a browser that is too old for it, or where its files did not
 * come. Written for any browser of the last twenty years, so it is not part of the bundle; the sentences are in
 * index.html. The versions that vite.renderer.config.ts builds for are the first with all of these.
 */
;(function () {
  function modern() {
    try {
      new RegExp('[a--b]', 'v')
      return (
        'noModule' in document.createElement('script') &&
        'withResolvers' in Promise &&
        'canParse' in URL &&
        'any' in AbortSignal &&
        'toSorted' in Array.prototype &&
        'Segmenter' in Intl &&
        'BroadcastChannel' in window &&
        CSS.supports('selector(:has(a))') &&
        CSS.supports('color', 'light-dark(red, red)')
      )
      // oxlint-disable-next-line no-unused-vars -- Old browsers cannot leave it out.
    } catch (error) {
      return false
    }
  }

  function show(id) {
    if (document.getElementById('root').firstChild) return
    document.getElementById('cannot-start').hidden = false
    document.getElementById(id).hidden = false
  }

  if (!modern()) {
    document.documentElement.setAttribute('data-too-old', '')
    return show('too-old')
  }
  // A script that does not come tells its own element alone, so this listens on the way down.
  window.addEventListener(
    'error',
    function (event) {
      if (event.target === window || event.target.tagName === 'SCRIPT') show('not-loaded')
    },
    true,
  )
  document.getElementById('reload').addEventListener('click', function () {
    location.reload()
  })
})()

import '@fontsource-variable/inter/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import { AppNavigator } from './app/AppNavigator.ts'
import { drawPage } from './app/drawPage.tsx'
import { en } from './locales/en.ts'
import { startLocales } from './locales/startLocales.ts'
import { currentPlatform } from './platform/currentPlatform.ts'
import { preloadCapabilities } from './session/media/transport/loadDevice.ts'

// For development: `?pseudo` shows what no translation has been made for, or would break.
if (new URLSearchParams(location.search).has('pseudo')) {
  const { pseudoLocale } = await import('./locales/pseudoLocale.ts')
  startLocales(pseudoLocale(en))
} else startLocales()

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no element to draw into.')
// public/browserCheck.js has said so already.
if (!('tooOld' in document.documentElement.dataset)) drawPage(root, AppNavigator.create(currentPlatform()))
// Whoever joins is to find it known. Safari cannot tell when there is nothing else to do.
globalThis.requestIdleCallback?.(preloadCapabilities)

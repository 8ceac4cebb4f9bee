import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useHostBattery } from '../features/hosting/useHostBattery.ts'
import { useTheme } from '../screens/settings/useTheme.ts'
import { ErrorBoundary } from '../ui/failures/ErrorBoundary.tsx'
import { Guard } from '../ui/failures/Guard.tsx'
import { Toasts } from '../ui/messages/Toasts.tsx'
import { useToasts } from '../ui/messages/useToasts.ts'
import type { AppNavigator } from './AppNavigator.ts'
import { HomeScreen } from './HomeScreen.tsx'
import { MeetingScreen } from './MeetingScreen.tsx'
import { SafeScreen } from './safety/SafeScreen.tsx'
import { useWindowTitle } from './useWindowTitle.ts'

/** The page. Whatever of it fails, what is needed to stop being seen and heard stays. */
export function App({ model }: { readonly model: AppNavigator }) {
  return (
    <ErrorBoundary part="page" fallback={(again) => <SafeScreen model={model} onAgain={again} />}>
      <Screens model={model} />
    </ErrorBoundary>
  )
}

/** The window: one screen at a time, and the messages above it. */
function Screens({ model }: { readonly model: AppNavigator }) {
  const screen = useStore(model.store, (state) => state.screen)
  useTheme(model.settings)
  useHostBattery(
    model.platform.hosting,
    useStore(model.store, ({ hosting }) => hosting.state === 'running'),
  )
  useLeavingWithThePage(model)
  useInviteLinks(model)
  useWindowTitle(screen)
  return (
    <>
      {screen.kind === 'home' ? (
        <HomeScreen key={screen.visit} model={model} screen={screen} />
      ) : (
        <MeetingScreen model={model} screen={screen} />
      )}
      <Guard part="toasts" place="quiet" retryMs={1000}>
        <Toasts />
      </Guard>
    </>
  )
}

/** Closing the tab or the window is seen at once, not when the host notices; a browser's asks first while in a call. */
function useLeavingWithThePage(model: AppNavigator): void {
  useEffect(() => {
    const leave = () => model.tabs.pageGone()
    const ask = (event: Event) => {
      if (model.tabs.asksBeforeLeaving) event.preventDefault()
    }
    addEventListener('pagehide', leave)
    addEventListener('beforeunload', ask)
    return () => {
      removeEventListener('pagehide', leave)
      removeEventListener('beforeunload', ask)
    }
  }, [model])
}

/** Invite links that the system hands to the app. */
function useInviteLinks(model: AppNavigator): void {
  const { t } = useTranslation()
  const toasts = useToasts()
  useEffect(
    () =>
      model.platform.onOpenLink((link) => {
        if (!model.openLink(link)) toasts.show(t('home.problem.linkDuringCall'))
      }),
    [model, t, toasts],
  )
}

import i18next from 'i18next'
import { OtherTabs } from './tabs/OtherTabs.ts'
import { openMeeting } from './openMeeting.ts'
import type { TabStorage } from './tabs/tabStorage.ts'

/** What the app depends on besides its platform; tests bring a page without a browser. */
export interface AppSurroundings {
  readonly href: string
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly openMeeting: typeof openMeeting
  /** What a room is called that nobody has named. */
  readonly defaultRoom: string
  /** Kept for this tab alone, also when its page is loaded anew. */
  readonly tabStorage: Pick<Storage, 'getItem' | 'setItem'>
  /** What this tab keeps until it is closed; the page's own where left out. */
  readonly tab?: TabStorage
  /** The other tabs of this browser; null where they cannot be reached. */
  readonly tabs: OtherTabs | null
  /** Whether the page was left and found again by Back or Forward. */
  readonly byHistory: boolean
  /** Writes what reloading the page should lead to. */
  readonly showAddress: (href: string) => void
}

/** Those of this page. */
export function aroundThisPage(): AppSurroundings {
  const showAddress = (href: string) => history.replaceState(history.state, '', href)
  const defaultRoom = i18next.t('home.defaultRoom')
  const [visit] = performance.getEntriesByType('navigation')
  return {
    href: location.href,
    storage: storageOfThisPage(() => localStorage),
    tabStorage: storageOfThisPage(() => sessionStorage),
    tabs: 'BroadcastChannel' in globalThis ? new OtherTabs(new BroadcastChannel('hearth')) : null,
    byHistory: visit instanceof PerformanceNavigationTiming && visit.type === 'back_forward',
    openMeeting,
    defaultRoom,
    showAddress,
  }
}

/** A browser that is told to keep nothing refuses even to be asked. */
function storageOfThisPage(find: () => Storage): AppSurroundings['storage'] {
  try {
    return find()
  } catch {
    return { getItem: () => null, setItem: () => undefined }
  }
}

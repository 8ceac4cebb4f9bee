import type { Session } from 'electron'
import { isAppAddress } from '../../../protocol/appOrigin.ts'
import type { ScreenPicker } from './ScreenPicker.ts'

/** Gives `getDisplayMedia` of our page what the person picked, and nothing when nothing was picked. */
export function handleDisplayCapture(session: Session, picker: ScreenPicker): void {
  session.setDisplayMediaRequestHandler((request, callback) => {
    const ours = request.frame !== null && isAppAddress(request.frame.url)
    const chosen = ours ? picker.take() : null
    // An empty answer is Electron's way to refuse: the page's promise rejects.
    if (chosen === null) return callback({})
    const video = { id: chosen.id, name: chosen.name }
    callback(chosen.sound && request.audioRequested ? { video, audio: 'loopback' } : { video })
  })
}

import type { DeviceChoice, LocalMediaState } from './localMediaState.ts'

/** The devices that can be chosen now. Empty where the browser hides them. */
export async function listDevices(): Promise<Pick<LocalMediaState, 'microphones' | 'cameras' | 'speakers'>> {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
  const of = (kind: MediaDeviceKind): DeviceChoice[] =>
    devices
      // Chromium lists the system's default a second time under this name; our own choice "default" is null.
      .filter((device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default')
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
  return { microphones: of('audioinput'), cameras: of('videoinput'), speakers: of('audiooutput') }
}

export const devices = {
  preview: 'Camera preview',
  level: 'Microphone level',
  camera: 'Camera',
  microphone: 'Microphone',
  speaker: 'Speaker',
  title: 'Devices',
  systemDefault: 'System default',
  numbered: {
    camera: 'Camera {{number}}',
    microphone: 'Microphone {{number}}',
    speaker: 'Speaker {{number}}',
  },
  cameraOff: 'Your camera is off',
  cameraStarting: 'Your camera is starting…',
  muteMicrophone: 'Mute microphone',
  unmuteMicrophone: 'Unmute microphone',
  cameraTurnOff: 'Turn camera off',
  cameraTurnOn: 'Turn camera on',
  short: { mute: 'Mute', unmute: 'Unmute', camera: 'Camera' },
  problem: {
    microphone: {
      denied:
        'Hearth may not use your microphone. Allow it in the address bar or in the system’s privacy settings, then turn it on again.',
      missing: 'No microphone was found. Plug one in, or join and just listen.',
      busy: 'Another program is using your microphone. Close it, then turn the microphone on again.',
      insecure: 'The browser gives a microphone only to secure pages. Open the invite link with https://.',
      failed: 'Your microphone did not start. Choose another one, or unplug it and plug it in again.',
    },
    camera: {
      denied:
        'Hearth may not use your camera. Allow it in the address bar or in the system’s privacy settings, then turn it on again.',
      missing: 'No camera was found. Plug one in, or join without a picture.',
      busy: 'Another program is using your camera. Close it, then turn the camera on again.',
      insecure: 'The browser gives a camera only to secure pages. Open the invite link with https://.',
      failed: 'Your camera did not start. Choose another one, or unplug it and plug it in again.',
    },
  },
}

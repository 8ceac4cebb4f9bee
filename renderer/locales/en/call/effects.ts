export const effects = {
  open: 'Background and noise…',
  title: 'Background and noise',
  preview: 'How others see you',
  background: 'Background',
  choice: {
    none: 'None',
    blur: 'Blur',
    strongBlur: 'Strong blur',
    dusk: 'Dusk',
    hills: 'Hills',
    study: 'Study',
    paper: 'Paper',
    own: 'Your picture',
  },
  noBlur: 'This browser can’t blur. Choose a picture instead.',
  pickOwn: 'Your picture…',
  changeOwn: 'Another picture…',
  ownKept: 'Your picture stays on this computer. The others see it only behind you.',
  ownFailed: 'This file could not be used as a background. Choose a photo or another picture.',
  noise: 'Suppress noise strongly',
  noiseHint: 'Takes away fans, keyboards and traffic. Turn it off for music.',
  preparing: 'Preparing…',
  preparingPicture: 'Preparing your background…',
  cameraOff: 'Turn your camera on to see yourself.',
  eased: 'Done less finely, so that this computer keeps up.',
  cost: {
    camera: 'Takes {{ms}} ms of each {{of}} ms picture.',
    microphone: 'Takes {{ms}} ms of each {{of}} ms of sound.',
  },
  ended: {
    camera: {
      tooSlow:
        'Your camera was turned off: this computer cannot keep up with background blur and pictures. Turn it on again to be seen without them.',
      failed:
        'Your camera was turned off: background blur and pictures do not work in this browser or could not be loaded. Turn it on again to be seen without them.',
    },
    microphone: {
      tooSlow: 'Strong noise suppression was turned off: this computer cannot keep up.',
      failed:
        'Strong noise suppression was turned off: it does not work in this browser or could not be loaded.',
    },
  },
}

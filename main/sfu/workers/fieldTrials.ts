/**
 * How the worker's estimate of what a client can receive (libwebrtc's) differs from libwebrtc's own: what mediasoup itself
 * sets; and below 400 kbit/s lost packets do not lower it, since on a wireless network they say nothing of how full
 * it is. What piles up on the way does, and counts as ever.
 */
export const fieldTrials = [
  'WebRTC-Bwe-AlrLimitedBackoff/Enabled',
  'WebRTC-BweLossExperiment/Enabled-0.02,0.1,400',
  '',
].join('/')

/** Chromium can capture the computer's sound on these systems, but switches it on by feature. */
const loopbackFeatures: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['PulseaudioLoopbackForScreenShare'],
  darwin: ['MacLoopbackAudioForScreenShare', 'MacSckSystemAudioLoopbackOverride'],
}

/**
 * The value of `--enable-features` that the app needs. Features that the person gave stay, because a second
 * switch of that name would replace the first.
 */
export function enabledFeatures(platform: NodeJS.Platform, given: string): string {
  const features = [...given.split(','), ...(loopbackFeatures[platform] ?? [])]
  return [...new Set(features.filter((feature) => feature !== ''))].join(',')
}

/** Runs in a page that `watchPage.mjs` watches: what all its connections have counted so far. */
export async function receivedOf() {
  const reports = await Promise.all(
    window.testConnections
      .filter(({ connectionState }) => connectionState !== 'closed')
      .map((connection) => connection.getStats()),
  )
  const all = reports.flatMap((report) => [...report.values()])
  // mediasoup probes the bandwidth with padding on a stream of its own, which carries nobody's media.
  const inbound = all.filter(({ type, mid }) => type === 'inbound-rtp' && mid !== 'probator')
  const sum = (of, field) => of.reduce((total, entry) => total + (entry[field] ?? 0), 0)
  const of = (kind) => inbound.filter((entry) => entry.kind === kind)
  const [audio, video] = [of('audio'), of('video').filter(({ framesDecoded }) => framesDecoded > 0)]
  return {
    at: performance.now(),
    bytes: sum(inbound, 'bytesReceived') + sum(inbound, 'headerBytesReceived'),
    packets: sum(inbound, 'packetsReceived'),
    lost: sum(inbound, 'packetsLost'),
    concealed: sum(audio, 'concealedSamples') - sum(audio, 'silentConcealedSamples'),
    samples: sum(audio, 'totalSamplesReceived'),
    pictures: video.length,
    frames: sum(video, 'framesDecoded'),
    freezes: sum(video, 'freezeCount'),
    frozenMs: sum(video, 'totalFreezesDuration') * 1000,
    delayMs: sum(video, 'jitterBufferDelay') * 1000,
    emitted: sum(video, 'jitterBufferEmittedCount'),
  }
}

/** Pictures of a track as a stream. In Chromium; https://www.w3.org/TR/mediacapture-transform/ */
declare class MediaStreamTrackProcessor {
  constructor(init: { readonly track: MediaStreamTrack; readonly maxBufferSize?: number })
  readonly readable: ReadableStream<VideoFrame>
}

/** A track made of such a stream. Chromium's own, and older than the standard's VideoTrackGenerator. */
declare class MediaStreamTrackGenerator extends MediaStreamTrack {
  constructor(init: { readonly kind: 'video' })
  readonly writable: WritableStream<VideoFrame>
}

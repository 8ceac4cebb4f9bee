/** A rising chord: hertz, and when it begins (seconds). */
const NOTES = [
  { hertz: 392, at: 0 },
  { hertz: 523.25, at: 0.14 },
  { hertz: 659.25, at: 0.28 },
] as const
const NOTE_S = 0.9
const LOUDNESS = 0.3
/** A note is nothing but its own tone and a little of the one above. */
const OVERTONES = [
  { times: 1, share: 1 },
  { times: 2, share: 0.18 },
] as const

/**
 * Plays a short chime on a speaker and resolves when it has faded.
 *
 * @param speaker as `setSinkId` takes it; '' is the system's default.
 * @throws where the speaker is gone or the browser does not let the page be heard.
 */
export async function playTestSound(speaker: string): Promise<void> {
  const context = new AudioContext()
  const out = context.createMediaStreamDestination()
  // By an element, as the voices of the others: so it proves the very way that they take.
  const audio = new Audio()
  audio.srcObject = out.stream
  try {
    if ('setSinkId' in audio) await audio.setSinkId(speaker)
    await Promise.all([context.resume(), audio.play()])
    const notes = NOTES.map(({ hertz, at }) => playNote(context, out, hertz, context.currentTime + 0.05 + at))
    await Promise.all(notes)
  } finally {
    audio.srcObject = null
    await context.close()
  }
}

function playNote(context: AudioContext, out: AudioNode, hertz: number, atS: number): Promise<unknown> {
  const envelope = new GainNode(context, { gain: 0 })
  envelope.connect(out)
  envelope.gain.setValueAtTime(0.0001, atS)
  envelope.gain.exponentialRampToValueAtTime(LOUDNESS, atS + 0.015)
  envelope.gain.exponentialRampToValueAtTime(0.0001, atS + NOTE_S)
  const tones = OVERTONES.map(({ times, share }) => {
    const tone = new OscillatorNode(context, { frequency: hertz * times })
    tone.connect(new GainNode(context, { gain: share })).connect(envelope)
    tone.start(atS)
    tone.stop(atS + NOTE_S)
    return new Promise((resolve) => tone.addEventListener('ended', resolve, { once: true }))
  })
  return Promise.all(tones)
}

/**
 * A crowd in a process of its own, so that what it costs is known and disturbs nobody's measuring. Takes one request after
 * another over IPC: `{ id, name, given }`, where `name` is `open` or that of a method of `Crowd`.
 */
import { readRecording } from './recording.mjs'
import { Crowd } from './Crowd.mjs'

let crowd = null
const does = {
  open: (options) => {
    crowd = new Crowd(options)
  },
  enter: (count, patienceMs) => crowd.enter(count, patienceMs),
  send: async (count, files) => crowd.send(count, await Promise.all(files.map(readRecording))),
  counted: () => crowd.counted,
  chat: (lines) => crowd.chat(lines),
}

process.on('SIGTERM', () => {
  crowd?.close()
  process.exit(0)
})
process.on('message', (message) => void answer(message))

async function answer({ id, name, given }) {
  try {
    process.send({ id, result: await does[name](...given) })
  } catch (error) {
    process.send?.({ id, error: String(error?.stack ?? error) })
  }
}

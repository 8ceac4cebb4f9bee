import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

/** A crowd (`Crowd.mjs`) in a process of its own. Each request is the method of that name. */
export async function startCrowd(options) {
  const child = fork(resolve(import.meta.dirname, 'crowdProcess.mjs'), { stdio: 'inherit' })
  const waiting = new Map()
  let nextId = 0
  child.on('message', ({ id, result, error }) => {
    const { resolve: done, reject } = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) done(result)
    else reject(new Error(error))
  })
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The crowd has ended.'))
  })
  const ask = (name, ...given) => {
    const answer = Promise.withResolvers()
    waiting.set(nextId, answer)
    child.send({ id: nextId, name, given })
    nextId += 1
    return answer.promise
  }
  await ask('open', options)
  return {
    pid: child.pid,
    enter: (count, patienceMs) => ask('enter', count, patienceMs),
    send: (count, recordings) => ask('send', count, recordings),
    counted: () => ask('counted'),
    chat: (lines) => ask('chat', lines),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}

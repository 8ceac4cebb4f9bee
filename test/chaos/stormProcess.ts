import { once } from 'node:events'
import { setPriority } from 'node:os'
import { storm } from './storm.ts'

// A storm from a process of its own, `node stormProcess.ts BASE PEOPLE PER_ROOM`: writes how long each join took, and
// keeps all of them in until its input ends. In life these people compute elsewhere; here they give way to the call
// that is listened to.
const GIVE_WAY = 5

setPriority(GIVE_WAY)
const [base = '', people, perRoom] = process.argv.slice(2)
const come = await storm({ base, people: Number(people), perRoom: Number(perRoom), withMedia: true })
process.stdout.write(`${JSON.stringify(come.tookMs)}\n`)
process.stdin.resume()
await once(process.stdin, 'end')
await Promise.all(come.clients.map((client) => client.close()))

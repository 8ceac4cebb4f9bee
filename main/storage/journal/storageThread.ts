import { parentPort } from 'node:worker_threads'
import type { JournalRows } from './JournalRows.ts'
import { SqlJournal } from './SqlJournal.ts'
import type { StorageAnswer, StorageFault, StorageRequest } from './storageMessages.ts'
import { MissingFileError } from '../MissingFileError.ts'
import { DamagedFileError } from '../DamagedFileError.ts'

// The thread that waits for the disk, so that nobody in a meeting does.

let rooms: SqlJournal | null = null

async function carryOut(request: StorageRequest): Promise<JournalRows | null> {
  if (request.kind === 'open') {
    rooms = await SqlJournal.open(request.path, request.emptyRoom)
    return null
  }
  if (rooms === null) throw new Error('The file is not open.')
  switch (request.kind) {
    case 'load':
      return rooms.load()
    case 'write':
      rooms.write(request.changes, request.at, request.boot)
      return null
    case 'replace':
      rooms.replace(request.changes, request.at, request.boot)
      return null
    case 'close':
      rooms.close()
      rooms = null
      return null
    default:
      return request satisfies never
  }
}

parentPort?.on('message', (request: StorageRequest) => {
  const answer = (given: StorageAnswer) => parentPort?.postMessage(given)
  carryOut(request).then(
    (rows) => answer({ id: request.id, ok: true, rows }),
    (error: unknown) =>
      answer({
        id: request.id,
        ok: false,
        fault: faultOf(error),
        message: error instanceof Error ? error.message : String(error),
      }),
  )
})

function faultOf(error: unknown): StorageFault {
  if (error instanceof MissingFileError) return 'gone'
  return error instanceof DamagedFileError ? 'unreadable' : 'passing'
}

import { parentPort } from 'node:worker_threads'
import type { KeptRows } from './KeptRows.ts'
import { SqlRooms } from './SqlRooms.ts'
import type { StorageAnswer, StorageFault, StorageRequest } from './storageMessages.ts'
import { GoneFileError } from './GoneFileError.ts'
import { UnreadableFileError } from './UnreadableFileError.ts'

// The thread that waits for the disk, so that nobody in a meeting does.

let rooms: SqlRooms | null = null

async function carryOut(request: StorageRequest): Promise<KeptRows | null> {
  if (request.kind === 'open') {
    rooms = await SqlRooms.open(request.path, request.emptyRoom)
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
  if (error instanceof GoneFileError) return 'gone'
  return error instanceof UnreadableFileError ? 'unreadable' : 'passing'
}

import type { Database } from '../openDatabase.ts'
import { DamagedFileError } from '../DamagedFileError.ts'

/** Numbered by their place. One that has been released is never changed; what changes the tables is added below. */
const migrations: readonly string[] = [
  `
  CREATE TABLE life (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL) STRICT;
  CREATE TABLE rooms (name TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
  CREATE TABLE events (number INTEGER PRIMARY KEY, room TEXT NOT NULL, event TEXT NOT NULL) STRICT;
  CREATE INDEX events_of_room ON events (room, number);
  CREATE TABLE sessions (peer TEXT PRIMARY KEY, room TEXT NOT NULL, token TEXT NOT NULL) STRICT;
  CREATE TABLE answers (
    number INTEGER PRIMARY KEY, peer TEXT NOT NULL, request TEXT NOT NULL, result TEXT NOT NULL
  ) STRICT;
  CREATE INDEX answers_of_peer ON answers (peer, number);
  `,
  `
  ALTER TABLE life ADD COLUMN boot TEXT;
  ALTER TABLE life ADD COLUMN up INTEGER
  `,
]

/** Brings the tables to the newest form. @throws DamagedFileError for a file of a newer Hearth. */
export function migrate(database: Database): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
  if (version > migrations.length)
    throw new DamagedFileError('The file was written by a newer version of Hearth.')
  for (const [index, statements] of migrations.entries()) {
    if (index < version) continue
    database.exec(`BEGIN; ${statements}; PRAGMA user_version = ${index + 1}; COMMIT;`)
  }
}

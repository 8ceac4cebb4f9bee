import type { DatabaseSync } from 'node:sqlite'

/** What is used of `node:sqlite`; the stand-in for older runtimes has the same. */
export type Database = Pick<DatabaseSync, 'exec' | 'prepare' | 'close'>

interface SqliteModule {
  readonly DatabaseSync: new (path: string) => Database
}

/**
 * Opens an SQLite file that keeps what it has committed through a loss of power (WAL with synchronous=FULL: with
 * NORMAL the last commits would go).
 *
 * @throws Error where the folder cannot be written, or the file is no database.
 */
export async function openDatabase(path: string): Promise<Database> {
  const { DatabaseSync } = await loadSqlite()
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000;')
    // Freed pages are overwritten: a chat that is over must not be readable in the file.
    database.exec('PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 4194304;')
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

/** Node has SQLite built in from 22.13 on. */
async function loadSqlite(): Promise<SqliteModule> {
  try {
    return await import('node:sqlite')
  } catch {
    // Development runtimes may be older; nothing of this is part of what is shipped.
    return (await import('@photostructure/sqlite')) as unknown as SqliteModule
  }
}

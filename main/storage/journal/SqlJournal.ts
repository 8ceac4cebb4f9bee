import { statSync } from 'node:fs'
import { limits } from '../../../protocol/limits.ts'
import type { JournalChange, KeptAnswer } from './JournalChange.ts'
import { MissingFileError } from '../MissingFileError.ts'
import type { JournalRows } from './JournalRows.ts'
import { migrate } from './migrations.ts'
import { type Database, openDatabase } from '../openDatabase.ts'
import type { BootTime } from './JournalStore.ts'
import { DamagedFileError } from '../DamagedFileError.ts'

/**
 * The rooms in an SQLite file. Everything here waits for the disk: it runs in a thread of its own, which stays small by
 * knowing nothing of what it keeps.
 */
export class SqlJournal {
  readonly #database: Database
  readonly #emptyRoom: string

  /** The files that are open, and by what the system knows each: a file of the same name may be another one. */
  readonly #marks: Map<string, string>

  private constructor(database: Database, path: string, emptyRoom: string) {
    this.#database = database
    this.#emptyRoom = emptyRoom
    this.#marks = new Map(['', '-wal'].flatMap((part) => markOf(`${path}${part}`)))
  }

  /**
   * @param emptyRoom the state, as JSON, that a room begins with.
   * @throws DamagedFileError for a file that is damaged or of a newer Hearth; Error where it cannot be opened.
   */
  static async open(path: string, emptyRoom: string): Promise<SqlJournal> {
    try {
      const database = await openDatabase(path)
      migrate(database)
      return new SqlJournal(database, path, emptyRoom)
    } catch (error) {
      throw isDamage(error) ? new DamagedFileError(error.message) : error
    }
  }

  /** Everything there is, each in the order in which it came. @throws DamagedFileError for a damaged file. */
  load(): JournalRows {
    try {
      return {
        rooms: this.#prepared('SELECT name, state FROM rooms').all(),
        events: this.#prepared('SELECT room, event FROM events ORDER BY number').all(),
        sessions: this.#prepared('SELECT peer, room, token FROM sessions').all(),
        answers: this.#prepared('SELECT peer, request, result FROM answers ORDER BY number').all(),
        lives: this.#prepared('SELECT at, boot, up FROM life').all(),
      }
    } catch (error) {
      throw isDamage(error) ? new DamagedFileError(error.message) : error
    }
  }

  /** Commits all of it, or nothing where it throws. @throws MissingFileError, DamagedFileError, Error as on a full disk. */
  write(changes: readonly JournalChange[], at: number, boot: BootTime | null = null): void {
    this.#inOne(() => {
      for (const change of changes) this.#apply(change)
      this.#live(at, boot)
    })
  }

  replace(changes: readonly JournalChange[], at: number, boot: BootTime | null): void {
    this.#inOne(() => {
      for (const table of ['rooms', 'events', 'sessions', 'answers']) this.#run(`DELETE FROM ${table}`)
      for (const change of changes) this.#apply(change)
      this.#live(at, boot)
    })
  }

  #live(at: number, boot: BootTime | null): void {
    this.#run('INSERT OR REPLACE INTO life VALUES (1, ?, ?, ?)', at, boot?.boot ?? null, boot?.upMs ?? null)
  }

  close(): void {
    this.#database.close()
  }

  #apply(change: JournalChange): void {
    switch (change.kind) {
      case 'room.state':
        this.#run('DELETE FROM events WHERE room = ?', change.room)
        this.#run('INSERT OR REPLACE INTO rooms VALUES (?, ?)', change.room, JSON.stringify(change.state))
        break
      case 'room.events':
        this.#run('INSERT OR IGNORE INTO rooms VALUES (?, ?)', change.room, this.#emptyRoom)
        for (const event of change.events)
          this.#run('INSERT INTO events (room, event) VALUES (?, ?)', change.room, JSON.stringify(event))
        if (change.answer !== null) this.#keepAnswer(change.answer)
        break
      case 'room.closed':
        this.#run('DELETE FROM rooms WHERE name = ?', change.room)
        this.#run('DELETE FROM events WHERE room = ?', change.room)
        this.#run('DELETE FROM answers WHERE peer IN (SELECT peer FROM sessions WHERE room = ?)', change.room)
        this.#run('DELETE FROM sessions WHERE room = ?', change.room)
        break
      case 'session.begun':
        this.#run('INSERT OR REPLACE INTO sessions VALUES (?, ?, ?)', change.peer, change.room, change.token)
        break
      case 'session.ended':
        this.#run('DELETE FROM answers WHERE peer = ?', change.peer)
        this.#run('DELETE FROM sessions WHERE peer = ?', change.peer)
        break
      default:
        change satisfies never
    }
  }

  #keepAnswer({ peer, request, result }: KeptAnswer): void {
    this.#run(
      'INSERT INTO answers (peer, request, result) SELECT peer, ?, ? FROM sessions WHERE peer = ?',
      JSON.stringify(request),
      JSON.stringify(result),
      peer,
    )
    this.#run(
      `DELETE FROM answers WHERE peer = ? AND number <=
       (SELECT number FROM answers WHERE peer = ? ORDER BY number DESC LIMIT 1 OFFSET ?)`,
      peer,
      peer,
      limits.keptAnswers,
    )
  }

  #inOne(work: () => void): void {
    for (const [path, mark] of this.#marks) {
      const [now] = markOf(path)
      if (now?.[1] !== mark) throw new MissingFileError('The file of kept meetings was deleted or replaced.')
    }
    try {
      this.#database.exec('BEGIN IMMEDIATE')
      work()
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#rollBack()
      throw isDamage(error) ? new DamagedFileError(error.message) : error
    }
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK')
    } catch {
      // Nothing had begun, or SQLite has rolled back by itself, as it does on a full disk.
    }
  }

  #run(sql: string, ...values: (string | number | null)[]): void {
    this.#prepared(sql).run(...values)
  }

  readonly #statements = new Map<string, ReturnType<Database['prepare']>>()

  #prepared(sql: string): ReturnType<Database['prepare']> {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

/** What SQLite answers for a damaged file and for one that is no database (sqlite.org/rescode.html). */
const DAMAGED: ReadonlySet<unknown> = new Set([11, 26])

function isDamage(error: unknown): error is Error {
  return error instanceof Error && 'errcode' in error && DAMAGED.has(error.errcode)
}

/** A file's path and by what the system knows it; empty where there is none. */
function markOf(path: string): [string, string][] {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? [] : [[path, `${found.dev}:${found.ino}`]]
}

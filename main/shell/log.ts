/** Where the shell writes its log. A line names the thing that happened; never an address, a name or a key. */
export interface Log {
  info(message: string): void
  warn(message: string): void
}

export const consoleLog: Log = {
  info: (message) => console.info(`hearth: ${message}`),
  warn: (message) => console.warn(`hearth: ${message}`),
}

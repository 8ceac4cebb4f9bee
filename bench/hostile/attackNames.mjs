/** What `attackProcess.mjs` can do to a host, in the order of the table. */
export const attackNames = [
  'raw connections',
  'sockets',
  'pings',
  'bad parameters',
  'chat burst',
  'passwords',
  'rooms',
  'warms',
  'capabilities',
]

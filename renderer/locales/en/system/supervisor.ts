/** What the process says that watches over a host. It loads no library, and fills in the values by itself: `interpolate.ts`. */
export const supervisor = {
  noCommand: 'There is no command "{{command}}". See hearth --help.',
  restarted: 'The host has died ({{how}}) and is started again.',
  hangs: 'The host has not answered for ten seconds.',
  exitCode: 'exit code {{code}}',
  diesAgain:
    'The host has died several times within a minute and is not started again. What it said is above.',
  noProcess: 'The host’s process cannot be made: {{detail}}',
  failed: 'The host has failed: {{detail}}',
}

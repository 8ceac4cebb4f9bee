/** Texts of updates. Those under `problem` are named as the codes are. */
export const update = {
  offered: 'Hearth {{version}} is there.',
  install: 'Install',
  installing: 'Fetching and checking the update…',
  installed: 'Hearth {{version}} is installed. It is in force when Hearth starts next.',
  handed: 'The system is installing Hearth {{version}}.',
  problem: {
    update_no_key: 'Updates are not looked at: this Hearth knows no key that they would be signed with.',
    update_unreachable: 'The update feed does not answer.',
    update_unreadable:
      'What the update feed says cannot be understood, so it was not used. Ask whoever runs it.',
    update_bad_signature:
      'The update feed offers something that was not signed by whoever makes Hearth. It was refused. Tell whoever runs the feed.',
    update_older: 'The update feed offers an older version than this one. It was refused.',
    update_replayed:
      'The update feed says what it said before it offered something newer. It was refused. Tell whoever runs the feed.',
    update_expired: 'What the update feed says has run out, so it was not used. Ask whoever runs it.',
    update_no_package: 'The update feed has no package for this computer.',
    update_truncated: 'The update broke off on its way. Try again.',
    update_wrong_hash:
      'The update is not the file that was signed, so it was thrown away. Tell whoever runs the feed.',
    update_install_failed: 'The system did not install the update. Try again, or ask your administrator.',
  },
}

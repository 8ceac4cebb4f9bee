export const sharing = {
  open: 'Sharing options',
  title: 'Sharing',
  next: 'What I share next',
  style: {
    detail: 'Text and pictures: sharp',
    motion: 'Films and animation: smooth',
  },
  styleNote:
    'Sharp keeps every letter readable and shows fewer frames. Smooth keeps up with movement and lets fine print blur.',
  share: 'Share a screen or window',
  shareAnother: 'Share another screen or window',
  own: 'My screen',
  ownNumbered: 'My screen {{number}}',
  stop: 'Stop sharing: {{name}}',
  stopHere: 'Stop sharing this',
  withSound: 'with sound',
  makeDetail: 'Keep text sharp',
  makeMotion: 'Keep movement smooth',
  barTitle: 'What you share',
  barText: 'You are sharing: {{name}}',
  barStop: 'Stop sharing',
  full: 'You are sending as many pictures and sounds as allowed. Stop a share first.',
}

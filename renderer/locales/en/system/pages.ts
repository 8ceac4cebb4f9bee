/** The host's own plain pages, which are readable before the web client and without it. */
export const pages = {
  back: 'Back to the meeting',
  trust: {
    title: 'About this connection',
    why: 'Why your browser warned you',
    ownText:
      'This meeting is hosted by a person’s own computer. It made its certificate itself, so no authority that your browser knows has signed it, and your browser could not tell whose computer this is. The connection is encrypted all the same. But the same warning would appear if somebody else had put their computer in between: compare once, and you know.',
    authorityText:
      'This host has a certificate that was signed by an authority. Browsers that know the authority do not warn. If yours did, ask whoever runs the host before you go on.',
    proxyText:
      'A server in front of this host speaks to your browser, with a certificate of its own. Your browser shows it; this page cannot.',
    compare: 'Is it the right computer?',
    words: 'Words of this host',
    key: 'Fingerprint of its key, as in the invite link behind #fp=',
    certificate: 'SHA-256 fingerprint of its certificate, as your browser shows it',
    expires: 'Valid until',
    step: {
      ask: 'Ask the person who hosts to read you the words: Hearth shows them under Invite. Ask by phone or in person, not in the meeting itself.',
      look: 'To be certain, open the certificate in your browser: click the mark before the address, then “Not secure” or “Connection”, then the certificate. Its SHA-256 fingerprint must be the one that the person who hosts sees on this page.',
    },
    honest:
      'Somebody who stands between you and the host could show you this page with other words. They cannot change what your browser itself shows, nor what you hear on the phone.',
    app: 'The Hearth app needs no such comparison: the invite link carries the fingerprint, and the app goes nowhere else.',
    admin: 'For whoever runs this host',
    adminText:
      'Give the host a name and a certificate that browsers know, and nobody is warned: hearth host --tls-cert FILE --tls-key FILE. An ACME tool such as certbot or lego gets one also for a computer that the internet does not reach, and the host takes its renewals over by itself. The chapter “Certificates” of the operations guide has it line by line.',
  },
  installers: {
    title: 'Get Hearth from this host',
    text: 'The administrator of this host offers these installers of the Hearth app. Each shows its size and its SHA-256, to compare with what your administrator has published.',
    none: 'This host offers no installers. Ask whoever runs it, or join in this browser.',
    size: 'Size',
    sum: 'SHA-256',
    kilobytes: '{{size}} kB',
    megabytes: '{{size}} MB',
  },
}

/**
 * Every limit of the wire in one place, each with its reason. Past a limit the sender alone gets an error with
 * a stable code; nobody else is disturbed. Sizes are bytes unless the name says otherwise.
 */
export const limits = {
  /** The largest honest frame is `media.produce` with three simulcast layers: under 8 KiB. */
  frameBytes: 64 * 1024,
  /** A frame in pieces is legal WebSocket, but each piece costs an allocation. */
  frameFragments: 16,
  /** Lists and objects within each other; the deepest honest frame, `media.produce`, has eight. */
  frameDepth: 32,
  /** What may wait in a socket towards a client that does not read, before the socket is closed. */
  socketQueueBytes: 1024 * 1024,
  /** Requests that a session may have unanswered at once; a client of ours never has more than ten. */
  pendingRequests: 32,
  /** Frames that are not valid requests, before the socket is closed as hostile or broken. */
  badFrames: 20,
  /** Letters (code points) of a room's or a person's name: what a tile can show without scrolling. */
  nameLength: 64,
  /** Letters of one chat message: two printed pages. */
  chatLength: 4000,
  /** UTF-16 units of messages that one person may say at once: twenty long ones, as much as `chat.send` allows of others … */
  chatPersonBurst: 90_000,
  /** … and a second after that: more than anybody types. */
  chatPersonPerSecond: 3000,
  /** The same from one address, as each goes to everybody in the room: a school class that pastes … */
  chatAddressBurst: 120_000,
  chatAddressPerSecond: 6000,
  /** The same in one room, from all addresses but this computer's. */
  chatRoomBurst: 240_000,
  chatRoomPerSecond: 12_000,
  /** Chat messages that a room keeps in memory and gives to a newcomer. */
  chatHistory: 200,
  /**
   * UTF-16 units that the messages of one conversation have together: 200 of the longest would make a snapshot
   * larger than `socketQueueBytes`, and nobody could enter the room any more.
   */
  chatHistoryLength: 150_000,
  /** Private messages that a room keeps, of all its conversations together: else those who come and go would fill it. */
  privateHistory: 2000,
  /** UTF-16 units that these have together: twice what is said aloud. */
  privateHistoryLength: 300_000,
  /** People in one room: a talk with some hundred viewers. Beyond that even a join's news to everyone takes seconds. */
  peersPerRoom: 500,
  /** Owners who come into a full room all the same: the computer that hosts, a phone, and a reload of each. */
  ownerPlaces: 4,
  /** Rooms on one host, so that made-up names cannot fill its memory. */
  roomsPerHost: 200,
  /** The same opened from one address: a school's lessons at once. Three fifths of the host stay out of one address's reach. */
  roomsPerAddress: 80,
  /** Rooms that an owner may open on a full host. */
  ownerRooms: 8,
  /** Rooms in which nobody is and for which media is warmed up: each takes a router, and names are easily made up. */
  warmRoomsPerHost: 100,
  /** The same from one address: the lessons of a school that begin at the same minute. */
  warmRoomsPerAddress: 20,
  /**
   * Milliseconds for which media that was warmed up waits for its person to join: longer than most look at themselves. It
   * is warmed up again when they do.
   */
  unjoinedMediaMs: 30_000,
  /** Milliseconds for which somebody who was let in may enter: a page does so at once. */
  admissionMs: 120_000,
  /** People who wait at the door of one room: more than those who lead would read, and each is news to all of them. */
  guestsPerRoom: 100,
  /** The same at all doors of the host. */
  guestsPerHost: 1000,
  /** The same from one address, so that nobody alone fills a door: a school class behind one router. */
  guestsPerAddress: 40,
  /** Knocks of one address that may come at once: that class, a few of whom try again … */
  knockBurst: 60,
  /** … and how many more a second: each rings at everybody who leads. */
  knocksPerSecond: 0.5,
  /** Letters of a room's password at least: fewer are guessed in spite of all waiting. */
  passwordMinimum: 4,
  /** Letters of a password at most: a long sentence. Hashing takes longer the more there are. */
  passwordLength: 128,
  /** Wrong passwords of one address for one room before it has to wait: typing errors of several people … */
  passwordTries: 5,
  /** … then so many milliseconds, each time twice as long … */
  passwordWaitMs: 5000,
  /** … up to five minutes: 300 guesses a day. */
  passwordLongestWaitMs: 300_000,
  /** Milliseconds without a try after which an address begins anew. */
  passwordForgetMs: 900_000,
  /**
   * Wrong passwords of one IPv6 network for one room before it has to wait as well: many a LAN is one, and anybody in it
   * can make up addresses. Whoever does delays the others there by `passwordWaitMs` at most.
   */
  passwordNetworkTries: 200,
  /** Tracks of one person: microphone, camera, two shares with sound. */
  tracksPerPeer: 6,
  /** Microphones of one person: the loudest few are passed on in a crowd, and each is one person's place among them. */
  microphonesPerPeer: 1,
  /** Cameras of one person, which is what a tile shows. */
  camerasPerPeer: 1,
  /** Sections of a client's session description that are ready for sound, and as many for pictures, before any comes. */
  slotsPerKind: 16,
  /** UTF-16 units of a session description that two people exchange; one with all their tracks has some 20,000. */
  descriptionLength: 32 * 1024,
  /** Raw connections open at once, those for pages included. Each costs under 100 KiB once it has shaken hands. */
  connectionsPerHost: 8000,
  /** The same from one address. A school's thousand come with a browser each, which opens several for a page. */
  connectionsPerAddress: 4000,
  /** New connections of one address that may come at once … */
  connectionBurst: 4000,
  /** … and how many more a second; those beyond wait for their turn. Each costs half a millisecond to shake hands. */
  connectionsPerSecond: 100,
  /** Handshakes that the host makes in a second, those who belong first and addresses in turns, so that those who talk notice nothing. */
  handshakesPerSecond: 500,
  /** Milliseconds for a connection to finish its TLS handshake: a phone that is busy with a page needs seconds. */
  handshakeMs: 20 * 1000,
  /** Milliseconds for a whole head of a request, however slowly it drips. */
  headersMs: 20 * 1000,
  /** Milliseconds for a whole request. Nobody sends us files. */
  requestMs: 30 * 1000,
  /** Milliseconds in which something of a page must have moved on its connection. */
  stalledPageMs: 30 * 1000,
  /** Frames of one socket that may come at once: the fastest client of ours sends a dozen when it joins … */
  socketFrameBurst: 300,
  /** … and how many more a second; beyond that it is read as slowly as this. This computer's own are not counted so. */
  socketFramesPerSecond: 50,
  /** Bytes that count as a further frame: long ones cost more to read. */
  socketFrameUnit: 4096,
  /** Frames of one address that may come at once: a thousand who join send some eight each … */
  frameBurst: 20_000,
  /** … and how many more a second; beyond that they are read as slowly as this. A person sends one at most. */
  framesPerSecond: 2000,
  /** Media connections that are set up at once, addresses in turns; between them the media worker forwards sound. */
  setupsAtOnce: 8,
  /** Checks of connections at once: while they run, meetings must have room beside them. */
  checksAtOnce: 4,
  /** The same from one address. */
  checksPerAddress: 2,
  /** Milliseconds after which the transport of a check ends, whatever is going on. */
  checkMs: 20_000,
  /** Bits per second that a check sends at most: more than a call ever needs, and little beside what a LAN carries. */
  checkBitrate: 10_000_000,
  /** Milliseconds for which it does. */
  checkFillMs: 3000,
  /** Sockets open at once, waiting ones included. */
  sessionsPerHost: 2000,
  /**
   * Sockets open at once from one address. A school behind one router is one address: a thousand people, and who of
   * them is just coming back. Two fifths of the host stay out of one address's reach.
   */
  sessionsPerAddress: 1200,
  /** Further ones for this computer itself: its own window, and browsers on it. */
  ownSessions: 40,
  /**
   * Sockets beyond all of these numbers, for people who come back while the connection that they have lost still counts: the next
   * ones get the places that these leave, tens of milliseconds later.
   */
  returnsPerHost: 100,
  /** The same from one address: a school whose router starts anew. */
  returnsPerAddress: 50,
  /** Milliseconds for which such a socket may take to resume: a client asks for that as soon as it is greeted. */
  returnMs: 5000,
  /** Milliseconds for which the place of a person whose connection broke is kept. */
  resumeWindowMs: 120 * 1000,
  /** People on the host who are waited for; beyond that the one who has been away longest is not. */
  waitingPerHost: 2000,
  /** The same from one address: a school whose router starts anew comes back as a whole. */
  waitingPerAddress: 1000,
  /** News kept for a person whose connection may break, before a fresh snapshot is cheaper. */
  replayFrames: 500,
  /** The same in UTF-16 units: some minutes of talk, and little beside what the socket itself may hold. */
  replayLength: 32 * 1024,
  /** Answers kept per session, so that a request which is asked again after a break acts once. */
  keptAnswers: 64,
  /** The same in UTF-16 units. Answers that are longer bring a room, and nobody could ask for those again. */
  keptAnswersLength: 32 * 1024,
  /** Milliseconds in which a socket outside of a room must ask for something, each time anew, or is closed. */
  idleSocketMs: 60 * 1000,
} as const

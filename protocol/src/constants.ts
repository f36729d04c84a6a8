// The contract's fixed values: plain data, without the schema library, so that a browser may import them.

/** Raised whenever an older client and a newer server (or the reverse) would misunderstand each other. */
export const PROTOCOL_VERSION = 3;

/** What one socket, peer or room may use at most. Every one of these has a test. */
export const limits = {
  /** Bytes of one frame, as UTF-8 JSON. A join with every codec of Chromium takes about 12,000. */
  frameBytes: 64 * 1024,
  /** Requests a second that a socket may send in the long run. */
  requestsPerSecond: 40,
  /** Requests that a socket may send at once before the rate counts. */
  requestBurst: 120,
  /** Requests of one socket that may wait for their turn. */
  pendingRequests: 64,
  /** Bytes of frames that may wait for a client that does not take them. */
  bufferedBytes: 1024 * 1024,
  /** Probes that one socket may have at a time: one for each way to the media. */
  probesPerSocket: 12,
  /** Probes that a server has at a time, of all sockets. */
  probes: 256,
  /** Tracks that one peer may send at a time. */
  tracksPerPeer: 8,
  /** Pictures of others that one client may have on its screen at a time. */
  views: 25,
  /** Device pixels that a view may be wide or high. */
  viewLength: 16_384,
  /** Consumers that one request may resume. */
  consumersPerResume: 512,
  /** Characters of an offer or an answer. Chromium's for a camera and a microphone has 7,000. */
  sdpLength: 32 * 1024,
  /** Characters of an ICE candidate. */
  candidateLength: 512,
  /** ICE candidates that a peer may tell after each of its offers and answers. */
  candidatesPerDescription: 100,
  /** Characters of a room's name. */
  roomNameLength: 64,
  /** Characters of a resume token. */
  resumeTokenLength: 1024,
  /** Characters of a join token. */
  joinTokenLength: 4_096,
  /** Characters of a room's passcode. */
  passcodeLength: 64,
  /** Wrong passcodes of one client, after which it has to wait. */
  passcodeTries: 10,
  /** Wrong passcodes of clients with like addresses (IPv4: /24, IPv6: /48), after which those have to wait. */
  passcodeTriesNearby: 100,
  /** Wrong passcodes of everybody together in ten minutes, after which each client has one try. */
  passcodeTriesOfRoom: 1_000,
  /** Wrong passcodes of everybody together in ten minutes, after which all who need it have to wait. */
  passcodeTriesInAll: 10_000,
  /** People who may wait before one room at a time. */
  waiting: 100,
  /** Characters of a display name. */
  displayNameLength: 64,
  /** Characters of a chat message. */
  messageLength: 4_000,
  /** Messages of a room that are kept. The oldest go first. */
  messagesKept: 1_000,
  /** Bytes of their texts, as UTF-8. */
  messageBytesKept: 1024 * 1024,
  /** Messages in a snapshot, or in the answer to `earlierMessages`. */
  messagesPerPage: 50,
  /** Bytes of their texts, as UTF-8, unless a single one has more. */
  messageBytesPerPage: 32 * 1024,
  /** Messages a second that a person may send in the long run. */
  messagesPerSecond: 1,
  /** Messages that a person may send at once. */
  messageBurst: 10,
  /** Reactions a second that a person may show in the long run. */
  reactionsPerSecond: 2,
  /** Reactions that a person may show at once. */
  reactionBurst: 10,
  /** How often a second a person may raise a hand in the long run. */
  handsPerSecond: 0.5,
  /** How often a person may raise a hand in a row. */
  handBurst: 5,
} as const;

/** What one can show the others for a moment. */
export const reactions = ['👍', '❤️', '😂', '😮', '👏', '🎉'] as const;

/**
 * Not in a chat message: control characters but tabs and new lines, text direction overrides (they make a line look
 * like another one), and halves of characters.
 */
const unwanted = '\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069\\p{Cs}';
export const unwantedInMessages = new RegExp(`[${unwanted}]+`, 'gu');

/**
 * Nor in a name, which is one line: what cannot be seen there makes it look like another one. Joiners stay, since
 * Persian and emoji are written with them.
 */
const unwantedInName = '\\p{Cc}\\p{Cs}\\u00AD\\u200B\\u2028-\\u202E\\u2060-\\u206F\\uFEFF';
export const unwantedInNames = new RegExp(`[${unwantedInName}]+`, 'gu');

/** A display name: nothing unwanted, no blank ends, and something that can be seen. */
export const namePattern = `^(?=[^]*[\\p{L}\\p{N}\\p{P}\\p{S}])[^\\s${unwantedInName}]([^${unwantedInName}]*[^\\s${unwantedInName}])?$`;

/** A chat message: nothing unwanted, and something that can be seen. */
export const messagePattern = `^(?=[^]*[\\p{L}\\p{N}\\p{P}\\p{S}])[^${unwanted}]*$`;

/** In which cameras may be encoded. VP8 is what every browser encodes and decodes. */
export const videoCodecs = ['vp8', 'h264', 'vp9', 'av1'] as const;

/** What somebody in a room may be: whoever leads it, whoever takes part, and whoever only watches. */
export const roles = ['host', 'participant', 'viewer'] as const;

/** What the hosts of a room may allow its participants, or not. */
export const permissions = ['unmute', 'video', 'shareScreen', 'chat'] as const;

/** What may be sent, and of which kind each is: `screenSound` is what is heard with a shared screen. */
export const sourceKinds = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  screenSound: 'audio',
} as const;

/** Heartbeats and absences, in milliseconds. */
export const timing = {
  /** A client sends `ping` this often. */
  pingInterval: 5_000,
  /** A side that heard nothing for this long takes the socket for dead. */
  silence: 12_000,
  /** A probe of the network is closed after this. */
  probe: 60_000,
  /** A peer without a socket keeps its place this long. */
  resumeGrace: 20_000,
  /** A peer whose page goes away, and says that it may be back, keeps its place this long. */
  reloadGrace: 5_000,
  /** A room whose last host left waits this long for another one, until somebody inside becomes it. */
  hostGrace: 10_000,
  /** After a restart of the server its meetings are remembered this long, until a host is back in them. */
  restartGrace: 600_000,
  /** Reactions within this are told together. */
  reactionPause: 200,
  /** After too many wrong passcodes, none is looked at for this long. */
  passcodePause: 600_000,
} as const;

/** Error codes of responses. A client branches on the code, never on the message. */
export const errorCodes = {
  invalid_request: 'The data does not match the schema of the method; the message says where.',
  unknown_method: 'There is no such method.',
  not_joined:
    'Only `join`, `knock`, `probe`, `probeSound` and `ping` are answered before a join, and `leave` of who waits.',
  already_joined: 'This socket has joined a room already.',
  unsupported_protocol: 'The server speaks another version of the protocol: reload the page.',
  room_full: 'The room holds as many people as the operator allows.',
  forbidden: 'Whoever asks has not the role for it, or the rules of the room forbid it.',
  locked: 'The room is locked: nobody new is let in.',
  passcode_required: 'The room has a passcode, and none was given.',
  wrong_passcode: 'The room has another passcode.',
  recording_unavailable: 'The server cannot record: it is not set up for that, or the recorder does not run.',
  disk_full: 'The disk of the server is too full to begin a recording.',
  token_required: 'The server lets people in by tokens, and none was given.',
  token_invalid: 'The token was not made for this server, was changed, or is none.',
  token_expired: 'The time of the token is over.',
  token_early: 'The time of the token has not come yet.',
  token_other_room: 'The token is for another room.',
  token_unchecked: 'The server cannot get the keys by which tokens are checked; try again in a moment.',
  too_many_tries: 'Too many wrong passcodes: none is looked at for a while.',
  waiting_room: 'A host has to let one in: `knock`, and `join` when `admitted` comes.',
  denied: 'A host did not let one in.',
  banned: 'A host has banned the peer, or where it comes from, for as long as the meeting goes on.',
  removed: 'A host took the peer out of the room: the resume token is good for nothing now.',
  last_host: 'The room would be left without a host.',
  not_found: 'The id names nothing that belongs to this peer.',
  track_exists: 'A track with this id is being sent already.',
  too_many_tracks: 'The peer sends as many tracks as the limit allows.',
  stale_media: 'The request belongs to transports that have been replaced.',
  unsupported_media: 'The media server refused the RTP parameters or capabilities.',
  media_unavailable: 'No media worker can take the request now; try again in a moment.',
  direct_over: 'The direct call that is named is over, or was never one of this peer.',
  offer_pending: 'An offer waits for its answer already: answer that one, or offer again after it.',
  no_offer: 'There is no offer of the other side to answer.',
  too_many_candidates: 'More ICE candidates than the limit allows.',
  peer_absent: 'The other person cannot be reached now.',
  too_fast: 'More of these in a short time than the limit allows: try again in some seconds.',
  server_closing: 'The server is shutting down.',
  draining: 'The server is to be stopped: it opens no new rooms.',
  internal: 'An error of the server; its log says more.',
} as const;

/** Why a token does not open a room: in answers to `join` and `knock`, and in problems by HTTP. */
export const tokenErrors = [
  'token_required',
  'token_invalid',
  'token_expired',
  'token_early',
  'token_other_room',
  'token_unchecked',
] as const satisfies readonly (keyof typeof errorCodes)[];
export type TokenError = (typeof tokenErrors)[number];

export type ErrorCode = keyof typeof errorCodes;

/** Why a socket was closed by the server: WebSocket close codes, with their reasons. */
export const closeReasons = {
  left: { code: 1000, summary: 'The peer left.' },
  restarting: { code: 1012, summary: 'The server is restarting: come back with the resume token.' },
  malformed_frame: { code: 4400, summary: 'A frame was not JSON, or not a request.' },
  denied: { code: 4401, summary: 'A host did not let one in.' },
  banned: { code: 4402, summary: 'A host took the peer out for as long as the meeting goes on.' },
  removed: { code: 4403, summary: 'A host took the peer out of the room.' },
  silent: { code: 4408, summary: 'Nothing was heard from the client for too long.' },
  replaced: { code: 4409, summary: 'The same peer came back on another socket.' },
  ended: { code: 4410, summary: 'A host ended the call for everybody.' },
  frame_too_large: { code: 4413, summary: 'A frame was larger than the limit.' },
  slow: { code: 4420, summary: 'The client does not take its frames: too many wait for it.' },
  flood: { code: 4429, summary: 'More requests than the limit allows.' },
} as const;

export type CloseReason = keyof typeof closeReasons;

/**
 * The one spelling of a room's name: NFC, lower case, words joined by single hyphens. Anything that is not a
 * letter, mark or digit separates words. The result is empty where nothing is left.
 */
export function normalizeRoomName(text: string): string {
  const words = text
    .toLowerCase()
    .normalize('NFC')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);
  return Array.from(words.join('-')).slice(0, limits.roomNameLength).join('').replace(/-$/, '');
}

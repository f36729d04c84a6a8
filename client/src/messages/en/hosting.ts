// What hosts do, and what the others learn of it.
import type { Permission } from '@parley/protocol';
import { listed } from './people.ts';

export const hosting = {
  title: 'Host controls',
  roles: { host: 'Host', viewer: 'Watching' },
  actionsFor: (name: string) => `Actions for ${name}`,
  actions: {
    mute: 'Mute',
    stopVideo: 'Turn camera off',
    makeHost: 'Make a host',
    takeHosting: 'Make no host any more',
    stopHosting: 'Stop being a host',
    letWatch: 'Let only watch',
    letTakePart: 'Let take part',
    remove: 'Remove from the call',
    ban: 'Ban from the call',
  },
  cancel: 'Cancel',
  questions: {
    remove: (name: string) => ({
      title: `Remove ${name}?`,
      text: 'They can come back by the link, unless the room is locked or has a waiting room.',
      yes: 'Remove',
    }),
    ban: (name: string) => ({
      title: `Ban ${name}?`,
      text: 'They cannot come back as the same person as long as the call goes on. To keep out somebody who tries by other ways, lock the room.',
      yes: 'Ban',
    }),
    end: {
      title: 'End the call for everybody?',
      text: 'Everybody leaves the room at once, you too.',
      yes: 'End for everybody',
    },
  },
  door: {
    title: 'Who gets in',
    locked: 'Lock the room',
    lockedHint: 'Nobody new gets in.',
    waitingRoom: 'Waiting room',
    waitingRoomHint: 'A host lets in whoever is new.',
    passcode: 'Passcode',
    anotherPasscode: 'Another passcode',
    passcodeSet: 'One is set',
    passcodeNone: 'None',
    setPasscode: 'Set',
    removePasscode: 'Remove passcode',
  },
  allowed: {
    title: 'Participants may',
    unmute: 'Unmute themselves',
    video: 'Turn their camera on',
    shareScreen: 'Share their screen',
    chat: 'Write messages',
  } satisfies Readonly<Record<Permission | 'title', string>>,
  barred: {
    unmute: 'The hosts have turned off unmuting',
    video: 'The hosts have turned off cameras',
    shareScreen: 'The hosts have turned off screen sharing',
    chat: 'The hosts have turned off writing',
  } satisfies Readonly<Record<Permission, string>>,
  allowedAgain: {
    unmute: 'You may unmute yourself again',
    video: 'You may turn your camera on again',
    shareScreen: 'You may share your screen again',
    chat: 'You may write again',
  } satisfies Readonly<Record<Permission, string>>,
  muteAll: 'Mute everybody else',
  endForAll: 'End for everybody',
  waiting: {
    title: 'Waiting to be let in',
    notice: (names: readonly string[]) =>
      listed(names, names.length === 1 ? 'waits to be let in' : 'wait to be let in'),
    letIn: 'Let in',
    show: 'Show',
    admit: (name: string) => `Let ${name} in`,
    deny: (name: string) => `Do not let ${name} in`,
    admitAll: 'Let everybody in',
  },
  news: {
    muted: (host: string | undefined) => `${host ?? 'A host'} muted your microphone`,
    stoppedVideo: (host: string | undefined) => `${host ?? 'A host'} turned your camera off`,
    host: 'You are a host now',
    hostNoMore: 'You are not a host any more',
    takesPart: 'You can take part now',
    watches: 'You only watch from now on',
    onlyWatches: 'You only watch in this call',
    diskFull: 'The call cannot be recorded: the server’s disk is too full.',
    recordsNot: 'The server cannot record the call just now.',
    notDone: 'That could not be done. Perhaps something has changed meanwhile.',
  },
};

// The call.
import { problemsDuringCall } from './deviceProblems.ts';
import { listed } from './people.ts';

export const room = {
  heading: (room: string) => `Room ${room}`,
  stage: 'People in the room',
  pages: {
    label: 'Pages of people',
    previous: 'Previous page',
    next: 'Next page',
    place: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
  controls: 'Call controls',
  you: (name: string) => `${name} (you)`,
  muted: 'Microphone off',
  withheld: 'Picture paused: your connection is slow',
  alone: 'You are the only one here',
  aloneText: 'Send this link to whoever should join.',
  copy: 'Copy link',
  copied: 'Link copied',
  notCopied: (link: string) => `The link could not be copied. It is ${link}`,
  more: { label: 'More', otherCamera: 'Switch camera' },
  timer: 'Time in the call',
  leave: 'Leave',
  peopleTitle: 'People',
  close: 'Close',
  joining: 'Joining…',
  reconnecting: 'Connection lost. Reconnecting…',
  mediaLost: 'Sound and picture are interrupted. They come back by themselves.',
  serverUnreachable:
    'You are connected directly, but the server cannot be reached for sound and picture. With a third person the call would break.',
  path: {
    name: { direct: 'Direct', server: 'Through the server', relayed: 'Relayed' },
    meaning: {
      direct: 'Sound and picture go straight from one device to the other.',
      server: 'Sound and picture go through the server.',
      relayed: 'The network lets nothing else through: sound and picture take a detour.',
    },
    screens: {
      server: 'The shared screen goes through the server.',
      relayed: 'The shared screen goes through the server, and takes a detour to it.',
    },
    roundTrip: (milliseconds: number) => `${milliseconds} ms`,
  },
  soundBlocked: 'Sound is blocked by the browser.',
  soundOn: 'Turn sound on',
  retry: 'Try again',
  dismiss: 'Dismiss',
  joined: (names: readonly string[]) => listed(names, 'joined'),
  left: (names: readonly string[]) => listed(names, 'left'),
  deviceNews: {
    microphoneStandsIn: (label: string) =>
      `Your microphone is gone. ${label === '' ? 'Another one' : `“${label}”`} is used until it is back.`,
    microphoneBack: 'Your microphone is back.',
    speakerGone: 'Your speaker is gone. Sound comes from another one until it is back.',
  },
  deviceProblems: problemsDuringCall,
};

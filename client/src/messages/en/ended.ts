// After the call.
import type { EndReason } from '../../call/CallState.ts';

export const ended = {
  home: 'Home',
  reasons: {
    left: {
      title: 'You left',
      text: 'The link stays the same, should you want to go back.',
      again: 'Come back',
    },
    room_full: {
      title: 'The room is full',
      text: 'Nobody else fits in just now. Try again in a while.',
      again: 'Try again',
    },
    replaced: {
      title: 'The call goes on elsewhere',
      text: 'You opened it in another tab or window.',
      again: 'Come back here',
    },
    removed: {
      title: 'You were taken out of the call',
      text: 'A host removed you from this room, or whoever runs the service did.',
      again: 'Try again',
    },
    denied: {
      title: 'You were not let in',
      text: 'A host decided not to let you in this time.',
      again: 'Ask again',
    },
    banned: {
      title: 'You cannot come back to this call',
      text: 'A host removed you for as long as it goes on.',
      again: 'Try again',
    },
    ended: {
      title: 'The call is over',
      text: 'A host ended it for everybody, or whoever runs the service did.',
      again: 'Open the room again',
    },
    draining: {
      title: 'No new calls just now',
      text: 'The service is about to be stopped for a while: only calls that are under way go on. Try again in some minutes.',
      again: 'Try again',
    },
    unsupported_protocol: {
      title: 'This page is out of date',
      text: 'The service was updated. Reload to go on.',
      again: 'Reload',
    },
    unsupported_browser: {
      title: 'This browser cannot take part',
      text: 'Use a current Chrome, Edge, Firefox or Safari.',
      again: 'Try again',
    },
    refused: {
      title: 'You could not enter',
      text: 'The service did not let you in. Try again, or ask who invited you.',
      again: 'Try again',
    },
  } satisfies Readonly<Record<EndReason, { title: string; text: string; again: string }>>,
};

// Every text of the screen, in one place. Short sentences in the person's terms, with a way on.
import type { DeviceProblem, EndReason, PageProblem } from './call/CallState.ts';

type DeviceSentences = Readonly<Record<DeviceProblem, string>>;

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

function listed(names: readonly string[], verb: string): string {
  const [first, second, ...more] = names;
  if (first === undefined) return '';
  if (second === undefined) return `${first} ${verb}`;
  return more.length === 0 ? `${first} and ${second} ${verb}` : `${people(names.length)} ${verb}`;
}

export const messages = {
  product: 'Parley',
  titleOf: (room: string) => `${room} · Parley`,
  people,

  home: {
    heading: 'Open a link and be in the room',
    text: 'Video calls in the browser. Nothing to install, no account.',
    create: 'New room',
    or: 'or',
    field: 'Room name or link',
    placeholder: 'weekly-standup',
    open: 'Open',
    cast: ['Ana Silva', 'Mehdi Karimi', 'Jun Ito', 'Lena Brandt'],
    problems: {
      empty: 'Type a name for the room, or paste a link to one.',
      impossible: 'A room’s name needs letters or digits. Try another.',
      elsewhere: 'This link leads to another place. Open it in the address bar instead.',
    },
  },

  lobby: {
    heading: 'Ready to join?',
    room: 'Room',
    nobody: 'Nobody is here yet.',
    inside: (count: number) => (count === 1 ? 'One person is inside.' : `${count} people are inside.`),
    name: 'Your name',
    namePlaceholder: 'How the others see you',
    nameMissing: 'Type your name first.',
    join: 'Join',
    preview: 'Preview of your camera',
    cameraOff: 'Your camera is off',
    cameraStarting: 'Starting your camera…',
    cameraMissing: 'No picture',
    level: 'Microphone level',
    noDevices: 'None found',
    notAllowed: 'Not allowed',
    ways: {
      retry: 'Try again',
      withoutCamera: 'Join without camera',
      withoutMicrophone: 'Join without microphone',
      listenOnly: 'Listen only',
    },
  },

  devices: {
    microphone: 'Microphone',
    camera: 'Camera',
    speaker: 'Speaker',
    mute: 'Mute microphone',
    unmute: 'Unmute microphone',
    cameraOff: 'Turn camera off',
    cameraOn: 'Turn camera on',
    microphoneMenu: 'Choose microphone and speaker',
    cameraMenu: 'Choose camera',
    unnamed: (kind: string, position: number) => `${kind} ${position}`,
  },

  /** Before joining: what is wrong, and both ways on. */
  deviceProblems: {
    camera: {
      refused: 'This page may not use your camera. Allow it beside the address, or join without a camera.',
      refused_by_system:
        'Your system keeps the camera from the browser. Allow it in the system’s privacy settings, or join without a camera.',
      missing: 'No camera was found. Plug one in, or join without a camera.',
      busy: 'Your camera is used by another program. Close it there, or join without a camera.',
      unplugged: 'Your camera was unplugged. Plug it in again, or join without a camera.',
      failed: 'Your camera did not start. Try again, or join without a camera.',
    } satisfies DeviceSentences,
    microphone: {
      refused: 'This page may not use your microphone. Allow it beside the address, or join without it.',
      refused_by_system:
        'Your system keeps the microphone from the browser. Allow it in the system’s privacy settings, or join without it.',
      missing: 'No microphone was found. Plug one in, or join without it.',
      busy: 'Your microphone is used by another program. Close it there, or join without it.',
      unplugged: 'Your microphone was unplugged. Plug it in again, or join without it.',
      failed: 'Your microphone did not start. Try again, or join without it.',
    } satisfies DeviceSentences,
    both: {
      refused:
        'This page may not use your camera and microphone. Allow them beside the address, or listen only.',
      refused_by_system:
        'Your system keeps camera and microphone from the browser. Allow them in the system’s privacy settings, or listen only.',
      missing: 'No camera and no microphone were found. Plug them in, or listen only.',
      busy: 'Your camera and microphone are used by another program. Close it, or listen only.',
      unplugged: 'Your camera and microphone were unplugged. Plug them in again, or listen only.',
      failed: 'Your camera and microphone did not start. Try again, or listen only.',
    } satisfies DeviceSentences,
  },

  room: {
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
      roundTrip: (milliseconds: number) => `${milliseconds} ms`,
    },
    soundBlocked: 'Sound is blocked by the browser.',
    soundOn: 'Turn sound on',
    retry: 'Try again',
    dismiss: 'Dismiss',
    joined: (names: readonly string[]) => listed(names, 'joined'),
    left: (names: readonly string[]) => listed(names, 'left'),
    /** In the middle of a call: what happened, and what the others notice. */
    deviceProblems: {
      camera: {
        refused: 'This page may not use your camera. Allow it beside the address.',
        refused_by_system: 'Your system keeps the camera from the browser. Allow it in the privacy settings.',
        missing: 'No camera was found. Plug one in.',
        busy: 'Your camera is used by another program. Close it there.',
        unplugged: 'Your camera was unplugged. The others see your initials.',
        failed: 'Your camera stopped. The others see your initials.',
      } satisfies DeviceSentences,
      microphone: {
        refused: 'This page may not use your microphone. Allow it beside the address.',
        refused_by_system:
          'Your system keeps the microphone from the browser. Allow it in the privacy settings.',
        missing: 'No microphone was found. Plug one in.',
        busy: 'Your microphone is used by another program. Close it there.',
        unplugged: 'Your microphone was unplugged. The others do not hear you.',
        failed: 'Your microphone stopped. The others do not hear you.',
      } satisfies DeviceSentences,
    },
  },

  ended: {
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
  },

  problems: {
    insecure_page: {
      title: 'This address is not secure',
      text: 'Browsers give camera and microphone only to secure pages. Open this page with https:// in front of its address. On the machine that runs the service, http://localhost works, too.',
    },
    unsupported_browser: {
      title: 'This browser cannot make calls',
      text: 'Open this page in a current Chrome, Edge, Firefox or Safari. Inside another app, look for “Open in browser”.',
    },
    impossible_room: {
      title: 'There can be no such room',
      text: 'A room’s name needs letters or digits. Check the link, or choose another name.',
    },
    unknown: { title: 'There is nothing here', text: 'Check the link, or start from the first page.' },
  } satisfies Readonly<Record<PageProblem | 'impossible_room' | 'unknown', { title: string; text: string }>>,
  openSecurePage: 'Open the secure address',
} as const;

// What the gallery's address asks for, as a call:
// ?people=5&screens=1,2&talking&names=plain|long|rtl&off=2,4&phase=idle|entering|joining|joined|reconnecting|<end reason>&camera=busy&microphone=refused
// &hands=2,1 (in their order)&messages=30 (written already)
// &host&waiting=2&door=wrong_passcode&pin=2 (a host's)&recording=on|paused&weak=1,2&trouble=upload_lossy
import type { Permission } from '@parley/protocol';
import { permissions } from '@parley/protocol/constants';
import type {
  CallPath,
  CallPhase,
  CallState,
  DeviceProblem,
  DoorReason,
  EndReason,
  Participant,
} from '../call/CallState.ts';
import type { Trouble } from '../call/statistics/trouble.ts';
import { en } from '../messages/en.ts';
import { initialState } from '../call/initialState.ts';
import { FakeCall } from './FakeCall.ts';
import { picture, sharedScreen } from './picture.ts';

const casts = {
  plain: [
    'Ana Silva',
    'Mehdi Karimi',
    'Jun Ito',
    'Zoë Laurent',
    'Oluwaseun Adeyemi',
    'Lena',
    'Tom Baker',
    'Ida Holm',
  ],
  long: [
    'Maria Antonieta de las Nieves y Fernández-Castañeda',
    'Dr. Wolfgang Amadeus von Hohenstein-Rosenberg',
  ],
  rtl: ['מרים כהן', 'محمد عبد الرحمن السيد', 'شیرین Karimi', 'דוד'],
};

export function sceneFrom(query: URLSearchParams): FakeCall {
  const count = Number(query.get('people') ?? 3);
  const names = casts[(query.get('names') ?? 'plain') as keyof typeof casts];
  const off = new Set((query.get('off') ?? '').split(',').filter(Boolean).map(Number));
  const withheld = new Set((query.get('withheld') ?? '').split(',').filter(Boolean).map(Number));
  const sharing = new Set((query.get('screens') ?? '').split(',').filter(Boolean).map(Number));
  const hands = new Set((query.get('hands') ?? '').split(',').filter(Boolean).map(Number));
  const problems = {
    ...(query.has('camera') && { camera: query.get('camera') as DeviceProblem }),
    ...(query.has('microphone') && { microphone: query.get('microphone') as DeviceProblem }),
  };
  const camera = picture(0);
  const participants = Array.from({ length: count }, (_, index): Participant => {
    const isSelf = index === 0;
    const hidden = off.has(index) || (isSelf && problems.camera !== undefined);
    return {
      id: isSelf ? 'self' : `peer-${index}`,
      displayName: names[index % names.length] ?? '',
      isSelf,
      role: index === 0 && query.has('host') ? 'host' : index === 3 ? 'viewer' : 'participant',
      camera: {
        id: 'camera',
        source: 'camera',
        muted: hidden,
        withheld: withheld.has(index),
        track: isSelf ? camera : picture(index),
      },
      microphone: {
        id: 'microphone',
        source: 'microphone',
        muted: (index % 4 === 2 && !query.has('talking')) || (isSelf && problems.microphone !== undefined),
        withheld: false,
        track: undefined,
      },
      screen: sharing.has(index)
        ? { id: 'screen', source: 'screen', muted: false, withheld: false, track: sharedScreen(index) }
        : undefined,
      screenSound: undefined,
      hand: hands.has(index) ? [...hands].indexOf(index) + 1 : undefined,
    };
  });
  const state: CallState = {
    ...initialState(query.get('room') ?? 'weekly-standup'),
    phase: phaseFrom(query.get('phase') ?? 'joined'),
    participants,
    mediaConnected: !query.has('interrupted'),
    serverConnected: !query.has('unreachable'),
    path: {
      way: (query.get('path') ?? 'server') as CallPath['way'],
      roundTrip: 24,
      screens: (query.get('screenPath') ?? undefined) as CallPath['screens'],
    },
    door: (query.get('door') ?? undefined) as DoorReason | undefined,
    role: query.has('host') ? 'host' : query.has('viewer') ? 'viewer' : 'participant',
    rules: { locked: false, waitingRoom: true, passcode: false, allowed: allowedFrom(query.get('allowed')) },
    recordable: true,
    recording: query.has('recording')
      ? { startedAt: Date.now(), paused: query.get('recording') === 'paused' }
      : undefined,
    pin: query.has('pin') ? { participantId: `peer-${query.get('pin')}`, source: 'camera' } : undefined,
    waiting: Array.from({ length: Number(query.get('waiting') ?? 0) }, (_, index) => ({
      id: `waiting-${index}`,
      displayName: names[(index + 2) % names.length] ?? '',
    })),
  };
  return new FakeCall({
    state,
    camera,
    problems,
    messages: Number(query.get('messages') ?? 0),
    talking: query.has('talking'),
    weak: new Set((query.get('weak') ?? '').split(',').map((index) => `peer-${index}`)),
    trouble: (query.get('trouble') ?? undefined) as Trouble | undefined,
  });
}

function phaseFrom(name: string): CallPhase {
  if (name in en.ended.reasons) return { name: 'ended', reason: name as EndReason };
  if (name === 'reconnecting') return { name, attempt: 1 };
  return { name: name as 'idle' | 'entering' | 'joining' | 'knocking' | 'joined' };
}

/** All, where nothing is said. */
function allowedFrom(text: string | null): Permission[] {
  return permissions.filter((permission) => text === null || text.split(',').includes(permission));
}

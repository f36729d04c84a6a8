import { expect, it } from 'vitest';
import { unchecked, type CheckState } from '../../call/check/CheckState.ts';
import { check as words } from '../../messages/en/check.ts';
import { en } from '../../messages/en.ts';
import { figures as figuresOf } from '../../messages/figures.ts';
import { carrierLines, deviceLine, reportText, wayLines, type LineWords } from './checkLines.ts';

const lineWords: LineWords = { words, figures: figuresOf('en'), deviceProblems: en.room.deviceProblems };
const blocked = { name: 'blocked' } as const;
const works = { name: 'works' } as const;

const state: CheckState = {
  ...unchecked,
  phase: 'done',
  at: Date.UTC(2026, 10, 22),
  devices: {
    camera: { name: 'failed', problem: 'refused' },
    microphone: { name: 'failed', problem: 'missing' },
  },
  carriers: { webSocket: blocked, fallback: works },
  ways: {
    udp: blocked,
    tcp: { name: 'works', roundTrip: 23.6, loss: 0.1 },
    relayUdp: { name: 'works', roundTrip: 0.2, loss: undefined },
    relayTcp: { name: 'absent' },
    relayTls: { name: 'unknown' },
  },
};

it('says what is wrong with a device as in a call', () => {
  expect(deviceLine('camera', state.devices.camera, lineWords)).toMatchObject({
    look: 'bad',
    state: 'Does not work',
    meaning: en.room.deviceProblems.camera.refused,
  });
});

it('takes a blocked WebSocket for a warning while Socket.IO works, and for the end otherwise', () => {
  const looks = (carriers: CheckState['carriers']) =>
    carrierLines({ ...state, carriers }, lineWords).map(({ look }) => look);
  expect(looks(state.carriers)).toEqual(['warning', 'good']);
  expect(looks({ webSocket: blocked, fallback: blocked })).toEqual(['bad', 'bad']);
});

it('has the figures of each way that works, and its loss as a warning', () => {
  const lines = wayLines(state, lineWords);
  expect(lines.map(({ look }) => look)).toEqual(['warning', 'warning', 'good', 'neutral', 'neutral']);
  expect(lines.map(({ figures }) => figures)).toEqual([
    [],
    ['24 ms there and back', '10% lost'],
    ['1 ms there and back'],
    [],
    [],
  ]);
});

it('reports everything, and nothing of the person', () => {
  const about = { service: 'Parley', page: 'meet.example', browser: 'Browser 1', at: state.at ?? 0 };
  expect(reportText(state, lineWords, { ...about, verdict: 'Calls work, with more delay' })).toBe(`\
Parley: check of the connection
2026-11-22T00:00:00.000Z
Page: meet.example
Browser: Browser 1

Calls work, with more delay

Camera: Does not work
Microphone: Does not work
WebSocket: Blocked
Socket.IO: Works
Directly, over UDP: Blocked
Directly, over TCP: Works, 24 ms there and back, 10% lost
By the relay, over UDP: Works, 1 ms there and back
By the relay, over TCP: Not offered
By the relay, over TLS: Cannot be told
`);
});

import { expect, test } from 'vitest';
import type { LabCall } from './calls.ts';
import type { Connection } from './Connection.ts';
import { mistakes, pathOf, usedConnections, type Interruption, type Outcome } from './outcome.ts';
import type { Quality } from './Reception.ts';

const viaServer: Connection = { to: 'server', carriage: 'UDP', relayed: false, pair: 'prflx–host' };
const direct: Connection = { to: 'person', carriage: 'UDP', relayed: false, pair: 'srflx–srflx' };
const relayed: Connection = { to: 'person', carriage: 'TURN/UDP', relayed: true, pair: 'relay–prflx' };
const good: Quality = {
  framesPerSecond: 30,
  freezes: 0,
  frozen: 0,
  concealed: 0,
  samplesPerSecond: 48_000,
  audioRate: 24_000,
  videoRate: 900_000,
  roundTrip: 0.001,
};
const call: LabCall = {
  setup: 'direct calls',
  networks: ['cone', 'UDP blocked'],
  browsers: ['chromium', 'chromium'],
};

function outcome(ana: Connection[], ben: Connection[], more: Partial<Outcome> = {}): Outcome {
  return { said: ['server', 'server'], connections: [ana, ben], firstPicture: 500, ...more };
}

test('a direct connection is used where there is one, relayed or not', () => {
  expect(pathOf(outcome([viaServer], [viaServer]))).toBe('server');
  expect(pathOf(outcome([viaServer, direct], [viaServer, direct]))).toBe('direct');
  const byTurn = outcome([viaServer, { ...direct, relayed: true }], [viaServer, relayed]);
  expect(pathOf(byTurn)).toBe('relayed');
  expect(usedConnections(byTurn)[1]).toEqual([relayed]);
});

test('the path and what carries it have to be the expected ones', () => {
  const byTcp: Connection = { ...viaServer, carriage: 'TCP' };
  expect(mistakes(call, outcome([viaServer, viaServer], [byTcp, byTcp]))).toEqual([]);
  expect(mistakes(call, outcome([viaServer], [viaServer, byTcp]))).toEqual([
    '"UDP blocked" reaches the server by UDP, not TCP or TURN/TCP',
  ]);
  expect(mistakes(call, outcome([viaServer], []))).toEqual(['"UDP blocked" has no connection']);
  expect(mistakes(call, outcome([direct], [direct]))).toEqual(['is direct, not server']);
});

test('the page has to say what is so', () => {
  const byTurn: Connection = { ...viaServer, carriage: 'TURN/TLS', relayed: true };
  const behindWall: LabCall = { ...call, networks: ['cone', 'only 443'] };
  expect(mistakes(behindWall, outcome([viaServer], [byTurn], { said: ['server', 'relayed'] }))).toEqual([]);
  expect(mistakes(behindWall, outcome([viaServer], [byTurn], { said: ['direct', 'server'] }))).toEqual([
    'the page in "cone" says “direct”, not “server”',
    'the page in "only 443" says “server”, not “relayed”',
  ]);
});

test('on a bad line, sound and picture have to go on, and most of the sound has to be the real one', () => {
  const onBadLine: LabCall = { ...call, networks: ['cone', 'cone'], impairment: '200 ms delay' };
  const onDirectWay = outcome([direct], [direct], { said: ['direct', 'direct'] });
  const measured = (quality: Partial<Quality>) =>
    mistakes(onBadLine, { ...onDirectWay, quality: [good, { ...good, ...quality }] });
  expect(measured({})).toEqual([]);
  expect(measured({ concealed: 0.5 })).toEqual([
    '50.0 % of the sound was made up at the bad line, more than 5.0 %',
  ]);
  expect(measured({ samplesPerSecond: 100 })).toEqual(['the sound broke off at the bad line']);
  expect(measured({ framesPerSecond: 0 })).toEqual(['the picture stood still at the bad line']);
  expect(mistakes(onBadLine, onDirectWay)).toEqual(['nothing was measured']);
});

test('who moves is soon back, in the same call', () => {
  const moving: LabCall = { ...call, networks: ['cone', 'cone'], move: 'wanders' };
  const interruption: Interruption = {
    online: undefined,
    found: 2_000,
    restartAsked: 2_100,
    resumed: true,
    breaks: [
      { freeze: 2_500, silence: 2_300 },
      { freeze: 2_600, silence: 2_400 },
    ],
  };
  const [stayed] = interruption.breaks;
  const after = (what: Partial<Interruption>) =>
    mistakes(moving, outcome([viaServer], [viaServer], { interruption: { ...interruption, ...what } }));
  expect(after({})).toEqual([]);
  expect(after({ resumed: false })).toEqual(['the call was begun anew']);
  expect(after({ breaks: [stayed, { freeze: 2_500, silence: 13_000 }] })).toEqual([
    'who moved had a break of 13.0 s',
  ]);
  expect(mistakes(moving, outcome([viaServer], [viaServer]))).toEqual(['nothing was measured']);
});

import { expect, test } from 'vitest';
import { roomView } from './roomView.ts';

test('a room is how many are in it, and the rules that are said to hold', () => {
  const occupancy = {
    peers: 2,
    locked: true,
    waitingRoom: false,
    passcode: false,
    recorded: true,
    ownName: undefined,
  };
  expect(roomView({ peers: 2, locked: true, recorded: true, waitingRoom: 1 })).toEqual({ occupancy });
  const named = roomView({ peers: 0, you: { role: 'host', displayName: 'Ana' } });
  expect(named?.occupancy?.ownName).toBe('Ana');
});

test('[JT8] a refusal is by the code of the server’s problem', () => {
  expect(roomView({ status: 401, code: 'token_expired' })).toEqual({ refusal: 'token_expired' });
});

test.each([undefined, null, 'x', [], {}, { peers: '2' }, { code: 'internal' }, { code: 'toString' }])(
  'of anything else nothing is known: %j',
  (body) => {
    expect(roomView(body)).toBeUndefined();
  },
);

import { describe, expect, it } from 'vitest';
import type { CallPhase } from '../../call/CallState.ts';
import { initialState } from '../../call/initialState.ts';
import type { Notice } from '../../ui/Notices.tsx';
import { en } from '../../messages/en.ts';
import { connectionNotices, threeNotices } from './standingNotices.ts';

const notices = (...ids: string[]): Notice[] => ids.map((id) => ({ id, text: id }));
const ids = (list: readonly Notice[]): string[] => list.map(({ id }) => id);

describe('threeNotices()', () => {
  it('shows the newest of those that pass', () => {
    expect(ids(threeNotices([], notices('a', 'b', 'c', 'd')))).toEqual(['b', 'c', 'd']);
  });

  it('keeps those that stand', () => {
    expect(ids(threeNotices(notices('x', 'y'), notices('a', 'b')))).toEqual(['b', 'x', 'y']);
    expect(ids(threeNotices(notices('w', 'x', 'y', 'z'), notices('a')))).toEqual(['w', 'x', 'y']);
  });
});

describe('connectionNotices()', () => {
  const dismiss = () => undefined;
  const check = { label: 'Check', run: () => undefined };
  const state = initialState('stand-up');

  it('is quiet while all is well', () => {
    expect(
      connectionNotices({ ...state, phase: { name: 'joined' } }, dismiss, { words: en.room, check }),
    ).toEqual([]);
  });

  it('tells of joining, of reconnecting and of interrupted media', () => {
    expect(
      ids(connectionNotices({ ...state, phase: { name: 'joining' } }, dismiss, { words: en.room, check })),
    ).toEqual(['joining']);
    expect(
      ids(
        connectionNotices({ ...state, phase: { name: 'reconnecting', attempt: 2 } }, dismiss, {
          words: en.room,
          check,
        }),
      ),
    ).toEqual(['reconnecting']);
    const joined = { ...state, phase: { name: 'joined' as const } };
    expect(
      ids(
        connectionNotices({ ...joined, mediaConnected: false, serverConnected: false }, dismiss, {
          words: en.room,
          check,
        }),
      ),
    ).toEqual(['media-lost']);
  });

  it('offers to look at the network where sound and picture do not come, and after some attempts', () => {
    const offered = (phase: CallPhase, mediaConnected = true) =>
      connectionNotices({ ...state, phase, mediaConnected }, dismiss, { words: en.room, check }).map(
        ({ action }) => action,
      );
    expect(offered({ name: 'reconnecting', attempt: 2 })).toEqual([undefined]);
    expect(offered({ name: 'reconnecting', attempt: 3 })).toEqual([check]);
    expect(offered({ name: 'joined' }, false)).toEqual([check]);
  });

  it('tells two people who are connected directly that a third could not be', () => {
    const joined = { ...state, phase: { name: 'joined' as const } };
    expect(
      ids(connectionNotices({ ...joined, serverConnected: false }, dismiss, { words: en.room, check })),
    ).toEqual(['server-unreachable']);
    expect(
      connectionNotices({ ...joined, serverConnected: false }, undefined, { words: en.room, check }),
    ).toEqual([]);
  });
});

import type { RecordingDetails } from '@parley/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeClock } from '../call/testing/FakeClock.ts';
import { WatchedValue } from '../call/WatchedValue.ts';
import { heldRecordings, holdRecording } from './heldRecordings.ts';
import { openRecording } from './openRecording.ts';
import type { RecordingsApi } from './RecordingsApi.ts';
import { RecordingsError } from './RecordingsError.ts';

const details = {
  recordingId: 'r1',
  room: 'garden',
  startedAt: '2026-11-21T12:00:00.000Z',
  mayChange: true,
} as RecordingDetails;
const held = { recordingId: 'r1', token: 'good', room: 'garden', startedAt: Date.parse(details.startedAt) };

beforeEach(() => {
  for (const storage of ['localStorage', 'sessionStorage']) {
    const kept = new Map<string, string>();
    vi.stubGlobal(storage, {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
  }
});
afterEach(() => vi.unstubAllGlobals());

/** A page with a token in its address, and a server that opens what has a good one. */
function page(linkToken?: string) {
  const address = { token: linkToken };
  const server = { isThere: true };
  const api: Pick<RecordingsApi, 'details'> = {
    details: async (_id, credential) => {
      if (!server.isThere) throw new RecordingsError('unreachable', '');
      if (credential === 'link') return { ...details, mayChange: false };
      if (credential !== 'good') throw new RecordingsError('not_found', '');
      return details;
    },
  };
  const recording = openRecording({
    api: api as RecordingsApi,
    recordingId: 'r1',
    clock: new FakeClock(),
    visible: new WatchedValue(true),
    linkToken: () => address.token,
    dropLinkToken: () => {
      address.token = undefined;
    },
  });
  return { address, server, recording };
}

const opened = { state: 'there', answer: { details, credential: 'good' }, stale: false };

test('[PG2] the token of a link opens the recording, is held, and goes out of the address', async () => {
  const { recording, address } = page('good');
  await recording.refresh();
  expect(recording.get()).toEqual(opened);
  expect(heldRecordings.get()).toEqual([held]);
  expect(address.token).toBeUndefined();
  // From now on by the one that is held.
  await recording.refresh();
  expect(recording.get()).toEqual(opened);
});

test('[PG2] a token that opens nothing is not held, and takes the place of none', async () => {
  const first = page('bad');
  await first.recording.refresh();
  expect(first.recording.get()).toEqual({ state: 'failed', code: 'not_found' });
  expect(heldRecordings.get()).toEqual([]);
  expect(first.address.token).toBeUndefined();
  holdRecording(held);
  const second = page('bad');
  await second.recording.refresh();
  expect(second.recording.get()).toEqual(opened);
  expect(heldRecordings.get()).toEqual([held]);
});

test('[PG2] a link is not held in place of a token that lets one do more', async () => {
  holdRecording(held);
  const { recording, address } = page('link');
  await recording.refresh();
  expect(recording.get()).toEqual(opened);
  expect(heldRecordings.get()).toEqual([held]);
  expect(address.token).toBeUndefined();
});

test('[PG2] by a link one watches, and holds it', async () => {
  const { recording } = page('link');
  await recording.refresh();
  expect(recording.get()).toMatchObject({ answer: { details: { mayChange: false }, credential: 'link' } });
  expect(heldRecordings.get()).toEqual([{ ...held, token: 'link' }]);
});

test('[PG2] while the server cannot be reached the token stays where it is', async () => {
  const { recording, address, server } = page('good');
  server.isThere = false;
  await recording.refresh();
  expect(address.token).toBe('good');
  expect(heldRecordings.get()).toEqual([]);
  server.isThere = true;
  await recording.refresh();
  expect(heldRecordings.get()).toEqual([held]);
});

test('[PG3] whoever has neither a token nor the key is refused', async () => {
  const { recording } = page();
  await recording.refresh();
  expect(recording.get()).toEqual({ state: 'failed', code: 'unauthorized' });
});

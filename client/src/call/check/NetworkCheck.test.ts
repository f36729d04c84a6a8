import { expect, it } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { fakeLines } from '../testing/FakeLine.ts';
import { turns } from '../testing/turns.ts';
import { ways, type Way, type WayResult } from './CheckState.ts';
import { NetworkCheck } from './NetworkCheck.ts';
import { verdictOf } from './verdict.ts';

const welcome = { protocolVersion: 3, routerRtpCapabilities: { codecs: [], headerExtensions: [] } };

function fakeTrack() {
  const track = { stopped: false, stop: () => void (track.stopped = true) };
  return track;
}

/** A check whose ways come to what is said here. */
function checkOf(outcomes: Partial<Record<Way, WayResult>> = {}, refuse = false) {
  const [webSocket, fallback] = [fakeLines(), fakeLines()];
  const clock = new FakeClock();
  const tracks: ReturnType<typeof fakeTrack>[] = [];
  const closed: string[] = [];
  const check = new NetworkCheck({
    access: {
      getUserMedia: async () => {
        if (refuse) throw Object.assign(new Error('no'), { name: 'NotAllowedError' });
        const track = fakeTrack();
        tracks.push(track);
        return { getTracks: () => [track] } as unknown as MediaStream;
      },
    },
    openCarrier: { webSocket: webSocket.open, fallback: fallback.open },
    createTrier: async () => ({
      try: async (way) => outcomes[way] ?? { name: 'blocked' },
      close: () => void closed.push('trier'),
    }),
    clock,
  });
  return { check, webSocket, fallback, clock, tracks, closed };
}

const works = { name: 'works', roundTrip: 20, loss: 0 } as const;

it('tries devices, both carriers and each way, and is done', async () => {
  const { check, webSocket, fallback, tracks, closed } = checkOf({
    udp: works,
    relayTls: { name: 'absent' },
  });
  const done = check.start();
  expect(check.get().phase).toBe('running');
  await webSocket.line().notify('welcome', welcome);
  await fallback.line().notify('welcome', welcome);
  await done;
  const { phase, devices, carriers, ways: results } = check.get();
  expect(phase).toBe('done');
  expect([devices.camera.name, devices.microphone.name]).toEqual(['works', 'works']);
  expect(carriers).toEqual({ webSocket: { name: 'works' }, fallback: { name: 'works' } });
  expect(ways.map((way) => results[way].name)).toEqual(['works', 'blocked', 'blocked', 'blocked', 'absent']);
  expect(closed).toEqual(['trier']);
  expect([webSocket.line().closedByClient, fallback.line().closedByClient]).toEqual([1000, 1000]);
  check.stop();
  expect(tracks.map(({ stopped }) => stopped)).toEqual([true, true]);
});

it('goes on by Socket.IO where there is no WebSocket', async () => {
  const { check, webSocket, fallback } = checkOf({ udp: works });
  const done = check.start();
  await webSocket.line().close(1006);
  await fallback.line().notify('welcome', welcome);
  await done;
  expect(check.get().carriers).toEqual({ webSocket: { name: 'blocked' }, fallback: { name: 'works' } });
  expect(check.get().ways.udp).toEqual(works);
});

it('of a server that says nothing, no way can be told', async () => {
  const { check, clock } = checkOf();
  const done = check.start();
  await turns();
  clock.advance(8_000);
  await done;
  expect(check.get().ways.udp).toEqual({ name: 'unknown' });
  expect(verdictOf(check.get())).toBe('noServer');
});

it('says why a device cannot be had, and goes on', async () => {
  const { check, webSocket, fallback } = checkOf({ udp: works }, true);
  const done = check.start();
  await webSocket.line().notify('welcome', welcome);
  await fallback.line().close();
  await done;
  expect(check.get().devices.camera).toEqual({ name: 'failed', problem: 'refused' });
  expect(verdictOf(check.get())).toBe('good');
});

it('leaves the server and the devices alone when it is stopped in the middle', async () => {
  const { check, webSocket, fallback, tracks } = checkOf();
  const done = check.start();
  check.stop();
  await webSocket.line().notify('welcome', welcome);
  await fallback.line().notify('welcome', welcome);
  await done;
  expect(check.get().phase).toBe('idle');
  expect(webSocket.line().closedByClient).toBe(1000);
  expect(tracks.every(({ stopped }) => stopped)).toBe(true);
});

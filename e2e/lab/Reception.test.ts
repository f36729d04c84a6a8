import { expect, test } from 'vitest';
import type { RtcStats } from '../harness/mediaProbe.ts';
import { Reception } from './Reception.ts';

function stream(ssrc: number, kind: 'audio' | 'video', counts: Partial<RtcStats>): RtcStats {
  return { type: 'inbound-rtp', id: `I${ssrc}`, ssrc, kind, ...counts };
}

function qualityOf(...samples: RtcStats[][]) {
  const reception = new Reception();
  for (const [index, stats] of samples.entries()) reception.take(stats, 5000 + index * 1000);
  return reception.quality;
}

const silence = { framesPerSecond: 0, freezes: 0, frozen: 0, audioRate: 0, videoRate: 0, roundTrip: 0 };

test('quality is what grew in a second, and the round trip of the slowest connection at the end', () => {
  const sound = { bytesReceived: 1000, totalSamplesReceived: 48_000, concealedSamples: 9000 };
  const picture = { bytesReceived: 10_000, framesDecoded: 100, freezeCount: 1, totalFreezesDuration: 0.5 };
  const quality = qualityOf(
    [stream(1, 'audio', sound), stream(2, 'video', picture)],
    [
      stream(1, 'audio', { bytesReceived: 2000, totalSamplesReceived: 96_000, concealedSamples: 10_200 }),
      stream(2, 'video', { ...picture, bytesReceived: 20_000, framesDecoded: 130 }),
      { type: 'candidate-pair', id: '4', currentRoundTripTime: 0.2 },
      { type: 'candidate-pair', id: '5', currentRoundTripTime: 0.1 },
    ],
  );
  expect(quality).toEqual({
    framesPerSecond: 30,
    freezes: 0,
    frozen: 0,
    concealed: 0.025,
    samplesPerSecond: 48_000,
    audioRate: 8000,
    videoRate: 80_000,
    roundTrip: 0.2,
  });
});

test('sound that was made up in silence is none that was concealed', () => {
  const sound = { bytesReceived: 50, totalSamplesReceived: 48_000, concealedSamples: 500 };
  expect(qualityOf([], [stream(1, 'audio', { ...sound, silentConcealedSamples: 20 })]).concealed).toBe(0.01);
});

test('a call that changes from one connection to another is one stretch', () => {
  const first = (bytesReceived: number, framesDecoded: number) =>
    stream(1, 'video', { bytesReceived, framesDecoded });
  const second = (bytesReceived: number, framesDecoded: number) =>
    stream(2, 'video', { bytesReceived, framesDecoded });
  const quality = qualityOf(
    [first(10, 10)],
    [first(20, 40), second(1, 10)],
    [second(11, 40)],
    [second(21, 100)],
  );
  expect(quality.framesPerSecond).toBe(30);
});

test('a stream that goes on after a pause was not the one that was seen meanwhile', () => {
  const server = (bytesReceived: number, totalFreezesDuration: number) =>
    stream(1, 'video', { bytesReceived, framesDecoded: bytesReceived, totalFreezesDuration });
  const direct = (bytesReceived: number) =>
    stream(2, 'video', { bytesReceived, framesDecoded: bytesReceived });
  const quality = qualityOf(
    [server(100, 0), direct(0)],
    [server(100, 0), direct(30)],
    [server(110, 4), direct(50)],
    [server(140, 4.5), direct(50)],
    [server(150, 5), direct(50)],
  );
  expect(quality).toMatchObject({ framesPerSecond: 15, frozen: 0.5 });
});

test('a freeze is one, also when nothing came for a while', () => {
  const frozen = (bytesReceived: number, totalFreezesDuration: number) => [
    stream(1, 'video', { bytesReceived, totalFreezesDuration }),
  ];
  expect(qualityOf(frozen(1, 0), frozen(1, 0), frozen(1, 0), frozen(2, 2)).frozen).toBe(2);
});

test('streams to which nothing comes are not counted, nor are probes', () => {
  const idle = { bytesReceived: 7 };
  const quality = qualityOf(
    [stream(1, 'audio', { ...idle, totalSamplesReceived: 0 })],
    [
      stream(1, 'audio', { ...idle, totalSamplesReceived: 48_000, concealedSamples: 48_000 }),
      stream(2, 'video', { bytesReceived: 900, mid: 'probator' }),
    ],
  );
  expect(quality).toEqual({ ...silence, concealed: 1, samplesPerSecond: 0 });
});

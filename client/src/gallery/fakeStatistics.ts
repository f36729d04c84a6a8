import type { CallStatistics, TrackStatistics } from '../call/statistics/CallStatistics.ts';

const voice = { kind: 'audio', loss: 0, jitter: 4, codec: 'opus', picture: undefined } as const;
const camera = { kind: 'video', loss: 0.004, jitter: 7, codec: 'VP8' } as const;

/** Two minutes of a call that has a bad moment. */
export function fakeStatistics(until: number): CallStatistics[] {
  return Array.from({ length: 60 }, (_, index) => {
    const wave = 1 + 0.2 * Math.sin(index / 3);
    const isBad = index > 35 && index < 44;
    const picture = { width: 1280, height: 720, frameRate: 30, sizes: 3, limitedBy: undefined };
    const received: TrackStatistics[] = [
      { ...voice, trackId: undefined, bitrate: 31_000 * wave },
      {
        ...camera,
        trackId: undefined,
        bitrate: (isBad ? 220_000 : 1_400_000) * wave,
        loss: isBad ? 0.09 : 0.002,
        picture: { ...picture, width: isBad ? 320 : 1280, height: isBad ? 180 : 720, sizes: 1 },
      },
    ];
    return {
      at: until - (59 - index) * 2_000,
      sent: [
        { ...voice, trackId: undefined, bitrate: 30_000 * wave },
        { ...camera, trackId: undefined, bitrate: 1_900_000 * wave, picture },
      ],
      received,
      path: {
        roundTrip: Math.round((isBad ? 180 : 24) * wave),
        available: 2_400_000,
        protocol: 'udp',
        relayed: false,
      },
    };
  });
}

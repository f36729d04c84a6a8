import { describe, expect, it } from 'vitest';
import { sendingOptions } from './sendingOptions.ts';

/** A browser that can send these. */
const having = (...names: string[]) => ({
  codecs: names.map((name) => ({
    kind: 'video' as const,
    mimeType: `video/${name}`,
    preferredPayloadType: 100,
    clockRate: 90_000,
  })),
});

const everything = {
  ...having('VP8', 'H264', 'VP9', 'AV1'),
  headerExtensions: [
    {
      kind: 'video' as const,
      uri: 'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension' as const,
      preferredId: 8,
    },
  ],
};
const modes = ({ encodings = [] }: ReturnType<typeof sendingOptions>) =>
  encodings.map(({ scalabilityMode }) => scalabilityMode);

describe('a camera', () => {
  it.each([
    { wanted: 'vp8', mimeType: 'video/VP8', expected: ['L1T3', 'L1T3', 'L1T3'] },
    { wanted: 'h264', mimeType: 'video/H264', expected: ['L1T3', 'L1T3', 'L1T3'] },
    { wanted: 'vp9', mimeType: 'video/VP9', expected: ['L3T3_KEY'] },
    { wanted: 'av1', mimeType: 'video/AV1', expected: ['L1T3'] },
  ] as const)('goes out as $wanted in a room of that codec', ({ wanted, mimeType, expected }) => {
    const options = sendingOptions('camera', everything, wanted);
    expect(options.codec?.mimeType).toBe(mimeType);
    expect(modes(options)).toEqual(expected);
  });

  it.each([
    { names: ['H264', 'VP8', 'VP9'], mimeType: 'video/VP8' },
    { names: ['VP9', 'H264'], mimeType: 'video/H264' },
  ])('of a browser that has only $names and not AV1 goes out as $mimeType', ({ names, mimeType }) => {
    const options = sendingOptions('camera', having(...names), 'av1');
    expect(options.codec?.mimeType).toBe(mimeType);
    expect(modes(options)).toHaveLength(3);
  });

  it('does not go out as AV1 where the browser does not say which frames are key frames', () => {
    expect(sendingOptions('camera', having('AV1', 'VP8'), 'av1').codec?.mimeType).toBe('video/VP8');
  });

  it('of a browser with none of them goes out as mediasoup-client sees fit', () => {
    expect(sendingOptions('camera', having('H265'), 'vp8')).not.toHaveProperty('codec');
  });
});

it('a microphone is one channel, silent in pauses, with error correction', () => {
  expect(sendingOptions('microphone', everything, 'vp8')).toEqual({
    codecOptions: { opusStereo: false, opusDtx: true, opusFec: true },
  });
});

import { describe, expect, it } from 'vitest';
import { isSameWay, sendingOptions } from './sendingOptions.ts';

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
    const options = sendingOptions('camera', everything, { videoCodec: wanted });
    expect(options.codec?.mimeType).toBe(mimeType);
    expect(modes(options)).toEqual(expected);
  });

  it.each([
    { width: 1280, height: 720, sizes: 3, mode: 'L3T3_KEY' },
    { width: 720, height: 1280, sizes: 3, mode: 'L3T3_KEY' },
    { width: 640, height: 480, sizes: 2, mode: 'L2T3_KEY' },
    { width: 640, height: 360, sizes: 2, mode: 'L2T3_KEY' },
    { width: 320, height: 240, sizes: 1, mode: 'L1T3' },
  ])(
    'of $width × $height goes out in $sizes sizes, the largest of them its own',
    ({ width, height, ...expected }) => {
      const pixels = width * height;
      const { encodings = [] } = sendingOptions('camera', everything, { videoCodec: 'vp8', pixels });
      expect(encodings).toHaveLength(expected.sizes);
      expect(encodings.at(-1)?.scaleResolutionDownBy).toBe(1);
      expect(modes(sendingOptions('camera', everything, { videoCodec: 'vp9', pixels }))).toEqual([
        expected.mode,
      ]);
    },
  );

  it.each([
    { names: ['H264', 'VP8', 'VP9'], mimeType: 'video/VP8' },
    { names: ['VP9', 'H264'], mimeType: 'video/H264' },
  ])('of a browser that has only $names and not AV1 goes out as $mimeType', ({ names, mimeType }) => {
    const options = sendingOptions('camera', having(...names), { videoCodec: 'av1' });
    expect(options.codec?.mimeType).toBe(mimeType);
    expect(modes(options)).toHaveLength(3);
  });

  it('does not go out as AV1 where the browser does not say which frames are key frames', () => {
    expect(sendingOptions('camera', having('AV1', 'VP8'), { videoCodec: 'av1' }).codec?.mimeType).toBe(
      'video/VP8',
    );
  });

  it('of a browser with none of them goes out as mediasoup-client sees fit', () => {
    expect(sendingOptions('camera', having('H265'), { videoCodec: 'vp8' })).not.toHaveProperty('codec');
  });
});

describe('a screen', () => {
  const ofScreen = (content: 'detail' | 'motion', videoCodec: 'vp8' | 'vp9' | 'av1' = 'vp8') =>
    sendingOptions('screen', everything, { videoCodec, content });

  it('of detail goes out in one size, five frames a second, with the room’s codec', () => {
    for (const codec of ['vp8', 'vp9', 'av1'] as const) {
      const options = ofScreen('detail', codec);
      expect(options.codec?.mimeType.toLowerCase()).toBe(`video/${codec}`);
      expect(options.encodings).toMatchObject([{ maxFramerate: 5, scalabilityMode: 'L1T3' }]);
    }
  });

  it.each([
    { codec: 'vp8', expected: ['L1T3', 'L1T3'] },
    { codec: 'vp9', expected: ['L2T3_KEY'] },
    { codec: 'av1', expected: ['L1T3'] },
  ] as const)('of motion goes out thirty times a second, as $codec in $expected', ({ codec, expected }) => {
    const options = ofScreen('motion', codec);
    expect(modes(options)).toEqual(expected);
    expect(options.encodings?.every(({ maxFramerate }) => maxFramerate === 30)).toBe(true);
  });

  it('is sent anew when its content or its codec changes', () => {
    expect(isSameWay(ofScreen('detail'), ofScreen('detail'))).toBe(true);
    expect(isSameWay(ofScreen('detail'), ofScreen('motion'))).toBe(false);
    expect(isSameWay(ofScreen('detail'), ofScreen('detail', 'vp9'))).toBe(false);
  });
});

it('what is heard of a screen has two channels and no pauses', () => {
  const { codecOptions } = sendingOptions('screenSound', everything, { videoCodec: 'vp8' });
  expect(codecOptions).toMatchObject({ opusStereo: true, opusDtx: false });
});

it('a microphone is one channel, silent in pauses, with error correction', () => {
  expect(sendingOptions('microphone', everything, { videoCodec: 'vp8' })).toEqual({
    codecOptions: { opusStereo: false, opusDtx: true, opusFec: true },
  });
});

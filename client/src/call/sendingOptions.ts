import type { TrackSource, VideoCodec } from '@parley/protocol';
import type { types } from 'mediasoup-client';
import type { ScreenContent } from './CallState.ts';

export type SendingOptions = Pick<types.ProducerOptions, 'codec' | 'encodings' | 'codecOptions'>;

const DEPENDENCY_DESCRIPTOR =
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension';

type Encodings = Readonly<Record<VideoCodec, types.RtpEncodingParameters[]>>;

/** Three sizes, each a stream of its own. */
const threeSizes: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
];
const twoSizes: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 2, maxBitrate: 200_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 700_000, scalabilityMode: 'L1T3' },
];
const oneSize: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 1, maxBitrate: 300_000, scalabilityMode: 'L1T3' },
];

// One size: browsers encode several too slowly.
const av1: types.RtpEncodingParameters[] = [{ maxBitrate: 1_000_000, scalabilityMode: 'L1T3' }];

/**
 * How a camera of at least so many pixels is sent with each codec. The bit rates are those at which the full size of each looks
 * alike. Chromium leaves out the largest sizes of a source that is too small for as many as it is told, and these are its bounds.
 */
const ofCamera: readonly { readonly pixels: number; readonly encodings: Encodings }[] = [
  {
    pixels: 960 * 540,
    encodings: {
      vp8: threeSizes,
      h264: threeSizes,
      // Three sizes in one stream, of which the larger ones need the smaller ones at key frames only.
      vp9: [{ maxBitrate: 1_800_000, scalabilityMode: 'L3T3_KEY' }],
      av1,
    },
  },
  {
    pixels: 480 * 270,
    encodings: {
      vp8: twoSizes,
      h264: twoSizes,
      vp9: [{ maxBitrate: 800_000, scalabilityMode: 'L2T3_KEY' }],
      av1,
    },
  },
  {
    pixels: 0,
    encodings: {
      vp8: oneSize,
      h264: oneSize,
      vp9: [{ maxBitrate: 300_000, scalabilityMode: 'L1T3' }],
      av1,
    },
  },
];

/** Text is sharp in one size, or not at all: few frames, of which a narrow line may leave some out. */
const detail: types.RtpEncodingParameters[] = [
  { maxBitrate: 2_500_000, maxFramerate: 5, scalabilityMode: 'L1T3' },
];

/** Movement is worth a smaller size for those who see it small. */
const motion: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 2, maxBitrate: 700_000, maxFramerate: 30, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 3_000_000, maxFramerate: 30, scalabilityMode: 'L1T3' },
];

const motionEncodings: Encodings = {
  vp8: motion,
  h264: motion,
  vp9: [{ maxBitrate: 3_000_000, maxFramerate: 30, scalabilityMode: 'L2T3_KEY' }],
  av1: [{ maxBitrate: 2_000_000, maxFramerate: 30, scalabilityMode: 'L1T3' }],
};

/** What a track is to be sent as. */
export interface SendingWish {
  /** That of the room, for pictures. */
  readonly videoCodec: VideoCodec;
  /** Of a screen. */
  readonly content?: ScreenContent | undefined;
  /** Of a camera, where it is known. */
  readonly pixels?: number | undefined;
}

/** How a track is encoded: sound, or a picture with the room's codec, or the next best that the browser has. */
export function sendingOptions(
  source: TrackSource,
  capabilities: types.RtpCapabilities,
  { videoCodec, content = 'detail', pixels = Infinity }: SendingWish,
): SendingOptions {
  switch (source) {
    case 'microphone':
      return { codecOptions: { opusStereo: false, opusDtx: true, opusFec: true } };
    case 'screenSound':
      return { codecOptions: { opusStereo: true, opusDtx: false, opusMaxAverageBitrate: 128_000 } };
    case 'camera':
    case 'screen': {
      const [name, codec] = chosenCodec(capabilities, videoCodec);
      const ofScreen = content === 'motion' ? motionEncodings[name] : detail;
      return {
        ...(codec && { codec }),
        encodings: source === 'camera' ? cameraEncodings(pixels)[name] : ofScreen,
        // Otherwise the picture starts at 300 kb/s and takes ten seconds to get sharp.
        codecOptions: { videoGoogleStartBitrate: 1_000 },
      };
    }
    default:
      return source satisfies never;
  }
}

function cameraEncodings(pixels: number): Encodings {
  const fitting = ofCamera.find((one) => pixels >= one.pixels) ?? ofCamera[0];
  return (fitting as (typeof ofCamera)[number]).encodings;
}

/** Whether what is sent by one is what would be sent by the other. */
export function isSameWay(one: SendingOptions, other: SendingOptions): boolean {
  return one.codec?.mimeType === other.codec?.mimeType && one.encodings === other.encodings;
}

function chosenCodec(
  { codecs = [], headerExtensions = [] }: types.RtpCapabilities,
  wanted: VideoCodec,
): [VideoCodec, types.RtpCodecCapability | undefined] {
  // By this extension only the SFU knows a key frame of AV1, and forwards nothing before one. Firefox does not send it.
  const describesFrames = headerExtensions.some(({ uri }) => uri === DEPENDENCY_DESCRIPTOR);
  const candidates: readonly VideoCodec[] = [wanted, 'vp8', 'h264', 'vp9', 'av1'];
  for (const name of candidates) {
    const codec = codecs.find(({ mimeType }) => mimeType.toLowerCase() === `video/${name}`);
    if (codec && (name !== 'av1' || describesFrames)) return [name, codec];
  }
  return [wanted, undefined];
}

import type { TrackSource, VideoCodec } from '@parley/protocol';
import type { types } from 'mediasoup-client';

export type SendingOptions = Pick<types.ProducerOptions, 'codec' | 'encodings' | 'codecOptions'>;

const DEPENDENCY_DESCRIPTOR =
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension';

/** Three sizes, each a stream of its own. */
const simulcast: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
];

/** How each codec is sent. The bit rates are those at which the full size of each looks alike. */
const encodings: Readonly<Record<VideoCodec, types.RtpEncodingParameters[]>> = {
  vp8: simulcast,
  h264: simulcast,
  // Three sizes in one stream, of which the larger ones need the smaller ones at key frames only.
  vp9: [{ maxBitrate: 1_800_000, scalabilityMode: 'L3T3_KEY' }],
  // One size: browsers encode several too slowly.
  av1: [{ maxBitrate: 1_000_000, scalabilityMode: 'L1T3' }],
};

/** How a track is encoded: one voice, or a camera with the room's codec, or the next best that the browser has. */
export function sendingOptions(
  source: TrackSource,
  capabilities: types.RtpCapabilities,
  wanted: VideoCodec,
): SendingOptions {
  switch (source) {
    case 'microphone':
      return { codecOptions: { opusStereo: false, opusDtx: true, opusFec: true } };
    case 'camera': {
      const [name, codec] = chosenCodec(capabilities, wanted);
      return {
        ...(codec && { codec }),
        encodings: encodings[name],
        // Otherwise the picture starts at 300 kb/s and takes ten seconds to get sharp.
        codecOptions: { videoGoogleStartBitrate: 1_000 },
      };
    }
    default:
      return source satisfies never;
  }
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

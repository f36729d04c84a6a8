import type { TrackSource } from '@parley/protocol';
import type { types } from 'mediasoup-client';

type SendingOptions = Pick<types.ProducerOptions, 'codec' | 'encodings' | 'codecOptions'>;

/** How a track is encoded: one voice, or a camera in three sizes. */
export function sendingOptions(source: TrackSource, capabilities: types.RtpCapabilities): SendingOptions {
  switch (source) {
    case 'microphone':
      return { codecOptions: { opusStereo: false, opusDtx: true, opusFec: true } };
    case 'camera': {
      const codec = capabilities.codecs?.find(({ mimeType }) => mimeType.toLowerCase() === 'video/vp8');
      return {
        ...(codec && { codec }),
        encodings: [
          { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
          { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
          { scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
        ],
        // Otherwise the picture starts at 300 kb/s and takes ten seconds to get sharp.
        codecOptions: { videoGoogleStartBitrate: 1_000 },
      };
    }
    default:
      return source satisfies never;
  }
}

// What a browser would send of a track, as RTP parameters for `produce`.
import type { RtpCapabilities, RtpParameters } from '@parley/protocol';
import type { VideoCodec } from '../media/FrameSource.ts';
import { ExtensionUri } from './Reception.ts';

/** One of the sizes in which a picture is sent. */
export interface Layer {
  readonly width: number;
  readonly height: number;
  /** Bits a second. */
  readonly bitrate: number;
}

const wanted: readonly string[] = Object.values(ExtensionUri);

export interface CodecChoice {
  readonly rtpParameters: RtpParameters;
  readonly payloadType: number;
  readonly rtxPayloadType: number | undefined;
  /** By URI; 0 for one that the server does not take. */
  readonly extensionIds: Readonly<Record<keyof typeof ExtensionUri, number>>;
}

/** @throws {Error} When the server does not take the codec. */
export function audioParameters(capabilities: RtpCapabilities, ssrc: number, cname: string): CodecChoice {
  return choose(capabilities, 'audio', 'audio/opus', { encodings: [{ ssrc }], rtcp: { cname } });
}

/** @throws {Error} When the server does not take the codec. */
export function videoParameters(
  capabilities: RtpCapabilities,
  options: { codec: VideoCodec; layers: readonly Layer[]; ssrcs: readonly number[]; cname: string },
): CodecChoice {
  const { codec, layers, ssrcs, cname } = options;
  const largest = Math.max(...layers.map(({ width }) => width));
  const encodings = layers.map(({ width, bitrate }, n) => ({
    ssrc: ssrcs[2 * n] ?? 0,
    rtx: { ssrc: ssrcs[2 * n + 1] ?? 0 },
    scaleResolutionDownBy: largest / width,
    maxBitrate: bitrate,
    scalabilityMode: hasTemporalLayers(codec, layers) ? 'L1T3' : 'L1T1',
  }));
  return choose(capabilities, 'video', `video/${codec}`, { encodings, rtcp: { cname } });
}

/**
 * As browsers send VP8 in several sizes. Of a picture in one size nothing is to be chosen, and an SFU that had a choice
 * would hold it back until its estimate of the bandwidth allowed it.
 */
export function hasTemporalLayers(codec: VideoCodec, layers: readonly Layer[]): boolean {
  return codec === 'VP8' && layers.length > 1;
}

function choose(
  { codecs, headerExtensions }: RtpCapabilities,
  kind: 'audio' | 'video',
  mimeType: string,
  rest: Pick<RtpParameters, 'encodings' | 'rtcp'>,
): CodecChoice {
  const codec = codecs.find((candidate) => candidate.mimeType.toLowerCase() === mimeType.toLowerCase());
  const payloadType = codec?.preferredPayloadType;
  if (!codec || payloadType === undefined) throw new Error(`the server does not take ${mimeType}`);
  const rtx = codecs.find(({ parameters }) => parameters?.['apt'] === payloadType);
  const extensions = headerExtensions.filter(
    (extension) => extension.kind === kind && wanted.includes(extension.uri),
  );
  const idOf = (uri: string) => extensions.find((extension) => extension.uri === uri)?.preferredId ?? 0;
  return {
    payloadType,
    rtxPayloadType: rtx?.preferredPayloadType,
    extensionIds: {
      captureTime: idOf(ExtensionUri.captureTime),
      transportWide: idOf(ExtensionUri.transportWide),
      audioLevel: idOf(ExtensionUri.audioLevel),
    },
    rtpParameters: {
      ...rest,
      codecs: [codec, ...(rtx ? [rtx] : [])].map((sent) => ({
        mimeType: sent.mimeType,
        payloadType: sent.preferredPayloadType ?? 0,
        clockRate: sent.clockRate,
        ...(sent.channels !== undefined && { channels: sent.channels }),
        parameters: sent.parameters ?? {},
        rtcpFeedback: sent.rtcpFeedback ?? [],
      })),
      headerExtensions: extensions.map(({ uri, preferredId }) => ({ uri, id: preferredId })),
    },
  };
}

// What our routers forward: the codecs, and the RTP capabilities that follow from them.
import { generateRouterRtpCapabilities } from 'mediasoup/ortc';
import { parseScalabilityMode, type types } from 'mediasoup';
import type { MediaKind, RtpCapabilities, RtpParameters } from '@parley/protocol';
import { CallError } from '../call/CallError.ts';

/** In order of preference: a client that names no codec sends the first of the kind that it can encode. */
export const mediaCodecs: readonly types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2, parameters: { useinbandfec: 1 } },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    // Constrained Baseline 3.1: the one profile that every browser with H264 has.
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
  { kind: 'video', mimeType: 'video/AV1', clockRate: 90_000 },
];

/** The same for every router, so that a client can load its device before there is a router for it. */
export const routerRtpCapabilities = generateRouterRtpCapabilities(
  structuredClone(mediaCodecs) as types.RouterRtpCodecCapability[],
) as RtpCapabilities;

/** Tells how a phone is held: whoever does not ask for it gets pictures that are turned already, where that is possible. */
const ORIENTATION = 'urn:3gpp:video-orientation';

/**
 * What the process behind a tap takes: every codec. What is lost is asked for again by NACK and comes under its own
 * number, without RTX (RFC 4588); the line to it is this machine, so that nothing estimates its bandwidth.
 */
export const tapRtpCapabilities: RtpCapabilities = {
  codecs: (routerRtpCapabilities.codecs ?? [])
    .filter(({ mimeType }) => !mimeType.toLowerCase().endsWith('/rtx'))
    .map((codec) => ({
      ...codec,
      rtcpFeedback: codec.rtcpFeedback?.filter(({ type }) => type === 'nack') ?? [],
    })),
  headerExtensions: (routerRtpCapabilities.headerExtensions ?? []).filter(({ uri }) => uri === ORIENTATION),
};

/** In how many sizes a picture of these encodings comes: by simulcast, or by spatial layers of one stream. */
export function sizesOf(encodings: readonly { scalabilityMode?: string }[] = []): number {
  const [first, ...others] = encodings;
  if (!first || others.length > 0) return Math.max(1, encodings.length);
  return parseScalabilityMode(first.scalabilityMode).spatialLayers;
}

/**
 * mediasoup takes the kind on trust; a video producer of Opus packets would be asked for key frames forever.
 * @throws {CallError} `unsupported_media` when a codec is of the other kind.
 */
export function assertCodecsOfKind(kind: MediaKind, rtpParameters: RtpParameters): void {
  const other = rtpParameters.codecs.find((codec) => !codec.mimeType.toLowerCase().startsWith(`${kind}/`));
  if (other) throw new CallError('unsupported_media', `${other.mimeType} in RTP parameters of kind ${kind}`);
}

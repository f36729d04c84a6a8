// RTP as a Chromium sends it through mediasoup-client.
import type { DtlsFingerprint, RtpCapabilities, RtpParameters } from '@parley/protocol';
import { routerRtpCapabilities } from '../sfu/codecs.ts';

export const fingerprints: DtlsFingerprint[] = [
  { algorithm: 'sha-256', value: Array.from({ length: 32 }, (_, n) => (n + 16).toString(16)).join(':') },
];

/** A browser that takes everything the router offers. */
export const browserRtpCapabilities: RtpCapabilities = structuredClone(routerRtpCapabilities);

/** A browser without VP8. */
export const h264RtpCapabilities: RtpCapabilities = {
  ...browserRtpCapabilities,
  codecs: browserRtpCapabilities.codecs.filter(({ mimeType }) => /opus|h264/i.test(mimeType)),
};

const payloadTypeOf = (mimeType: string): number => {
  const codec = routerRtpCapabilities.codecs.find((candidate) => candidate.mimeType === mimeType);
  if (codec?.preferredPayloadType === undefined) throw new Error(`the router has no ${mimeType}`);
  return codec.preferredPayloadType;
};

const opus = payloadTypeOf('audio/opus');
const vp8 = payloadTypeOf('video/VP8');

export const opusParameters: RtpParameters = {
  mid: '0',
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: opus,
      clockRate: 48_000,
      channels: 2,
      parameters: { minptime: 10, useinbandfec: 1, usedtx: 1 },
      rtcpFeedback: [
        { type: 'transport-cc', parameter: '' },
        { type: 'nack', parameter: '' },
      ],
    },
  ],
  headerExtensions: [
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4, encrypt: false, parameters: {} },
    { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 1, encrypt: false, parameters: {} },
  ],
  encodings: [{ ssrc: 1_719_471_010, dtx: true }],
  rtcp: { cname: 'W7Vf5nHCmTWqjVgP', reducedSize: true },
  msid: '- 2c04a8f5-3a2f-4f57-9b35-5ff5f2e6f3b2',
};

/** A camera in three sizes. */
export const vp8SimulcastParameters: RtpParameters = {
  mid: '1',
  codecs: [
    {
      mimeType: 'video/VP8',
      payloadType: vp8,
      clockRate: 90_000,
      parameters: { 'x-google-start-bitrate': 1000 },
      rtcpFeedback: [
        { type: 'goog-remb', parameter: '' },
        { type: 'transport-cc', parameter: '' },
        { type: 'ccm', parameter: 'fir' },
        { type: 'nack', parameter: '' },
        { type: 'nack', parameter: 'pli' },
      ],
    },
    {
      mimeType: 'video/rtx',
      payloadType: vp8 + 1,
      clockRate: 90_000,
      parameters: { apt: vp8 },
      rtcpFeedback: [],
    },
  ],
  headerExtensions: [
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4, encrypt: false, parameters: {} },
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 10, encrypt: false, parameters: {} },
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id', id: 11, encrypt: false, parameters: {} },
    {
      uri: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
      id: 3,
      encrypt: false,
      parameters: {},
    },
  ],
  encodings: [
    { rid: 'r0', active: true, scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
    { rid: 'r1', active: true, scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
    { rid: 'r2', active: true, scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
  ],
  rtcp: { cname: 'W7Vf5nHCmTWqjVgP', reducedSize: true },
  msid: '- 0b6c2f0e-4a0b-4f60-8f8d-9a6b0cf1f4de',
};

/** A screen in one size. */
export const vp8ScreenParameters: RtpParameters = {
  ...vp8SimulcastParameters,
  mid: '2',
  encodings: [{ ssrc: 2_222, scalabilityMode: 'L1T3' }],
};

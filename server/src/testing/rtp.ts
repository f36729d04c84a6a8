// RTP as a Chromium sends it through mediasoup-client.
import type { DtlsFingerprint, RtpCapabilities, RtpParameters } from '@parley/protocol';
import { routerRtpCapabilities } from '../sfu/codecs.ts';

/** A client that can receive all that the router can. */
export const capabilities: RtpCapabilities = routerRtpCapabilities;

export const fingerprints: DtlsFingerprint[] = [
  { algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') },
];

export const opus: RtpParameters = {
  mid: '0',
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: 111,
      clockRate: 48_000,
      channels: 2,
      parameters: { minptime: 10, useinbandfec: 1 },
      rtcpFeedback: [{ type: 'transport-cc', parameter: '' }],
    },
  ],
  headerExtensions: [
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4 },
    { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 1 },
  ],
  encodings: [{ ssrc: 11_111_111 }],
  rtcp: { cname: 'cname', reducedSize: true },
};

export const vp8Simulcast: RtpParameters = {
  mid: '1',
  codecs: [
    {
      mimeType: 'video/VP8',
      payloadType: 96,
      clockRate: 90_000,
      parameters: {},
      rtcpFeedback: [
        { type: 'nack', parameter: '' },
        { type: 'nack', parameter: 'pli' },
        { type: 'transport-cc', parameter: '' },
      ],
    },
    { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 }, rtcpFeedback: [] },
  ],
  headerExtensions: [
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4 },
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 10 },
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id', id: 11 },
  ],
  encodings: [
    { rid: 'r0', active: true, scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
    { rid: 'r1', active: true, scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
    { rid: 'r2', active: true, scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
  ],
  rtcp: { cname: 'cname', reducedSize: true },
};

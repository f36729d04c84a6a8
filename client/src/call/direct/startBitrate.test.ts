import { expect, test } from 'vitest';
import { withStartBitrate } from './startBitrate.ts';

const sdp = (...lines: string[]) => ['v=0', ...lines, ''].join('\r\n');

test('pictures get the bitrate, sound and retransmissions do not', () => {
  const before = sdp(
    'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10',
    'a=rtpmap:96 VP8/90000',
    'a=rtpmap:97 rtx/90000',
    'a=fmtp:97 apt=96',
    'a=rtpmap:98 VP9/90000',
    'a=fmtp:98 profile-id=0',
  );
  expect(withStartBitrate(before, 800)).toBe(
    sdp(
      'a=rtpmap:111 opus/48000/2',
      'a=fmtp:111 minptime=10',
      'a=rtpmap:96 VP8/90000',
      'a=fmtp:96 x-google-start-bitrate=800',
      'a=rtpmap:97 rtx/90000',
      'a=fmtp:97 apt=96',
      'a=rtpmap:98 VP9/90000',
      'a=fmtp:98 profile-id=0;x-google-start-bitrate=800',
    ),
  );
});

test('an SDP without pictures stays as it is', () => {
  expect(withStartBitrate(sdp('a=rtpmap:0 PCMU/8000'), 800)).toBe(sdp('a=rtpmap:0 PCMU/8000'));
});

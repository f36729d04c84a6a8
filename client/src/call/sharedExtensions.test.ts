import { expect, test } from 'vitest';
import { withSharedExtensions } from './sharedExtensions.ts';

const mid = 'urn:ietf:params:rtp-hdrext:sdes:mid' as const;
const level = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level' as const;
const rid = 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id' as const;

const sdp = [
  'v=0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  `a=extmap:1 ${level}`,
  `a=extmap:4 ${mid}`,
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  `a=extmap:4/sendonly ${mid}`,
  `a=extmap:10 ${rid}`,
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  `a=extmap:1 ${level}`,
  `a=extmap:4 ${mid}`,
].join('\r\n');

/** As mediasoup-client reads them, with the kind of the last section that has each. */
const headerExtensions = [
  { kind: 'audio' as const, uri: level, preferredId: 1 },
  { kind: 'audio' as const, uri: mid, preferredId: 4 },
  { kind: 'video' as const, uri: rid, preferredId: 10 },
];

test('what both kinds had, both have, and the rest stays as it is', () => {
  expect(withSharedExtensions({ headerExtensions }, sdp).headerExtensions).toEqual([
    ...headerExtensions,
    { kind: 'video', uri: mid, preferredId: 4 },
  ]);
});

test('before anything was negotiated there is nothing to share', () => {
  expect(withSharedExtensions({ headerExtensions }, undefined).headerExtensions).toEqual(headerExtensions);
  expect(withSharedExtensions({}, sdp).headerExtensions).toEqual([]);
});

test('the same extension under another id is another one', () => {
  const moved = [{ kind: 'audio' as const, uri: mid, preferredId: 5 }];
  expect(withSharedExtensions({ headerExtensions: moved }, sdp).headerExtensions).toEqual(moved);
});

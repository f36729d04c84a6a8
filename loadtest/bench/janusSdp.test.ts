import { expect, test } from 'vitest';
import { answerTo, consumersOf, offerOf, transportOf } from './janusSdp.ts';

const identity = { fingerprint: 'AA:BB', cname: 'bench-1' };

/** As Janus 1.1.2 offers a voice and a picture, without what is of no use here. */
const offer = `v=0
o=- 1 1 IN IP4 192.0.2.2
s=VideoRoom 1
t=0 0
a=group:BUNDLE 0 1
a=ice-lite
a=fingerprint:sha-256 04:78:CE
m=audio 9 UDP/TLS/RTP/SAVPF 100
c=IN IP4 192.0.2.2
a=sendonly
a=mid:0
a=ice-ufrag:8RQG
a=ice-pwd:byfGgYHi
a=setup:actpass
a=rtpmap:100 opus/48000/2
a=ssrc:11 cname:janus
a=candidate:1 1 udp 2015363327 192.0.2.2 29793 typ host
m=video 9 UDP/TLS/RTP/SAVPF 101 102
c=IN IP4 192.0.2.2
a=sendonly
a=mid:1
a=rtpmap:101 VP8/90000
a=rtpmap:102 rtx/90000
a=fmtp:102 apt=101
a=ssrc-group:FID 22 23
a=ssrc:22 cname:janus
a=ssrc:23 cname:janus
`.replaceAll('\n', '\r\n');

test('an offer says where the other side is, and what it sends', () => {
  expect(transportOf(offer)).toMatchObject({
    iceParameters: { usernameFragment: '8RQG', password: 'byfGgYHi', iceLite: true },
    iceCandidates: [{ address: '192.0.2.2', port: 29_793, protocol: 'udp' }],
    dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: '04:78:CE' }] },
  });
  const [voice, picture] = consumersOf(offer);
  expect(voice).toMatchObject({ id: '0', kind: 'audio', rtpParameters: { encodings: [{ ssrc: 11 }] } });
  expect(picture).toMatchObject({
    id: '1',
    kind: 'video',
    rtpParameters: { codecs: [{ clockRate: 90_000 }], encodings: [{ ssrc: 22, rtx: { ssrc: 23 } }] },
  });
});

test('the answer takes all of it as it is, and lets the other side be the DTLS server', () => {
  const answer = answerTo(offer, identity).split('\r\n');
  expect(answer.filter((line) => line.startsWith('m='))).toEqual([
    'm=audio 9 UDP/TLS/RTP/SAVPF 100',
    'm=video 9 UDP/TLS/RTP/SAVPF 101 102',
  ]);
  expect(answer.filter((line) => line === 'a=setup:active')).toHaveLength(2);
  expect(answer.filter((line) => line === 'a=recvonly')).toHaveLength(2);
  expect(answer).toContain('a=fmtp:102 apt=101');
  expect(answer.some((line) => line.startsWith('a=ssrc'))).toBe(false);
});

test('who sends nothing offers nothing', () => {
  const text = offerOf({ voice: undefined, picture: undefined }, identity);
  expect(text).not.toContain('m=');
});

test('an SDP without a password leads nowhere', () => {
  expect(() => transportOf(offer.replace(/a=ice-pwd.*\r\n/, ''))).toThrow('without a transport');
});

import { expect, test } from 'vitest';
import { readingOf, statisticsBetween } from './readStatistics.ts';

type Entry = Record<string, unknown> & { id: string };

function reading(at: number, ...reports: Entry[][]) {
  return readingOf(
    at,
    reports.map((entries) => new Map(entries.map((entry) => [entry.id, { timestamp: at, ...entry }]))),
  );
}

function between(before: Entry[][], now: Entry[][]) {
  return statisticsBetween(reading(1_000, ...before), reading(3_000, ...now));
}

const inbound = (counts: Record<string, number>, more: Record<string, unknown> = {}): Entry => ({
  id: 'in',
  type: 'inbound-rtp',
  kind: 'video',
  ssrc: 7,
  trackIdentifier: 'ben-camera',
  ...counts,
  ...more,
});

test('what comes: bits a second, and what of it was lost since the reading before', () => {
  const { received } = between(
    [[inbound({ bytesReceived: 1_000, packetsReceived: 100, packetsLost: 50 })]],
    [
      [
        inbound(
          { bytesReceived: 251_000, packetsReceived: 190, packetsLost: 60, jitter: 0.0123 },
          { codecId: 'codec', frameWidth: 640, frameHeight: 360, framesPerSecond: 29.97 },
        ),
        { id: 'codec', type: 'codec', mimeType: 'video/VP8' },
      ],
    ],
  );
  expect(received).toEqual([
    {
      trackId: 'ben-camera',
      kind: 'video',
      bitrate: 1_000_000,
      loss: 0.1,
      jitter: 12,
      codec: 'VP8',
      picture: { width: 640, height: 360, frameRate: 30, sizes: 1, limitedBy: undefined },
    },
  ]);
});

test('a stream that was not there before has no rate yet, and one of which nothing comes has no loss and no picture', () => {
  const counts = { bytesReceived: 900, packetsReceived: 9, packetsLost: 0 };
  const size = { frameWidth: 640, frameHeight: 360, framesPerSecond: 0 };
  expect(between([[]], [[inbound(counts)]]).received).toMatchObject([{ bitrate: 0, loss: undefined }]);
  const still = between([[inbound(counts, size)]], [[inbound(counts, size)]]);
  expect(still.received).toMatchObject([{ bitrate: 0, loss: undefined, picture: undefined }]);
});

test('packets that were given up for lost and came all the same do not make the loss negative', () => {
  const { received } = between(
    [[inbound({ packetsReceived: 10, packetsLost: 5 })]],
    [[inbound({ packetsReceived: 20, packetsLost: 3 })]],
  );
  expect(received[0]?.loss).toBe(0);
});

test('the SFU’s probes of bandwidth are no track', () => {
  expect(between([[]], [[inbound({}, { mid: 'probator' })]]).received).toEqual([]);
});

test('several sizes of a camera are one track: their sum, the largest that is sent, and why it is not larger', () => {
  const size = (rid: string, ssrc: number, bytesSent: number, frameWidth: number): Entry => ({
    id: rid,
    type: 'outbound-rtp',
    kind: 'video',
    mid: '1',
    rid,
    ssrc,
    mediaSourceId: 'source',
    bytesSent,
    frameWidth,
    frameHeight: (frameWidth * 9) / 16,
    framesPerSecond: 30,
    qualityLimitationReason: rid === 'r1' ? 'bandwidth' : 'none',
  });
  const source = { id: 'source', type: 'media-source', trackIdentifier: 'own-camera' };
  const heard = { id: 'heard', type: 'remote-inbound-rtp', localId: 'r1', fractionLost: 0.02, jitter: 0.004 };
  const { sent } = between(
    [[size('r0', 1, 0, 320), size('r1', 2, 0, 640), size('r2', 3, 0, 1280)]],
    [[size('r0', 1, 25_000, 320), size('r1', 2, 100_000, 640), size('r2', 3, 0, 1280), source, heard]],
  );
  expect(sent).toEqual([
    {
      trackId: 'own-camera',
      kind: 'video',
      bitrate: 500_000,
      loss: 0.02,
      jitter: 4,
      codec: undefined,
      picture: { width: 640, height: 360, frameRate: 30, sizes: 2, limitedBy: 'bandwidth' },
    },
  ]);
});

test('of what is not sent any more, the loss that was told last does not count', () => {
  const out = { id: 'out', type: 'outbound-rtp', kind: 'audio', mid: '0', bytesSent: 9_000 };
  const heard = { id: 'heard', type: 'remote-inbound-rtp', localId: 'out', fractionLost: 0.5 };
  const { sent } = between([[out, heard]], [[out, heard]]);
  expect(sent).toMatchObject([{ bitrate: 0, loss: undefined }]);
});

test('a browser that names the bandwidth while most of it is free holds back for other reasons', () => {
  const camera = {
    id: 'out',
    type: 'outbound-rtp',
    kind: 'video',
    mid: '1',
    frameWidth: 640,
    frameHeight: 360,
  };
  const limitedWith = (availableOutgoingBitrate: number) => {
    const path = { id: 'pair', type: 'candidate-pair', selected: true, availableOutgoingBitrate };
    const after = { ...camera, bytesSent: 100_000, qualityLimitationReason: 'bandwidth' };
    const { sent } = between([[{ ...camera, bytesSent: 0 }]], [[after, path]]);
    return sent[0]?.picture?.limitedBy;
  };
  expect(limitedWith(500_000)).toBe('bandwidth');
  expect(limitedWith(2_000_000)).toBeUndefined();
});

test('the path is that of the connection that sends; Firefox marks its pair', () => {
  const pair = { type: 'candidate-pair', localCandidateId: 'here', remoteCandidateId: 'there' };
  const sending: Entry[] = [
    { id: 'out', type: 'outbound-rtp', kind: 'audio', mid: '0' },
    { id: 'transport', type: 'transport', selectedCandidatePairId: 'pair' },
    { id: 'pair', ...pair, currentRoundTripTime: 0.0421, availableOutgoingBitrate: 900_000 },
    { id: 'here', type: 'local-candidate', candidateType: 'relay', protocol: 'udp' },
  ];
  const receiving: Entry[] = [inbound({})];
  expect(between([[], []], [receiving, sending]).path).toEqual({
    roundTrip: 42,
    available: 900_000,
    protocol: 'udp',
    relayed: true,
  });
  const firefox: Entry[] = [
    { id: 'pair', ...pair, selected: true, state: 'succeeded' },
    { id: 'here', type: 'local-candidate', candidateType: 'host', protocol: 'tcp' },
    { id: 'feedback', type: 'remote-inbound-rtp', localId: 'out', roundTripTime: 0.05 },
  ];
  expect(between([[]], [firefox]).path).toEqual({
    roundTrip: 50,
    available: undefined,
    protocol: 'tcp',
    relayed: false,
  });
});

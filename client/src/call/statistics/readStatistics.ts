// From getStats() to what a call tells of itself. Pure. https://www.w3.org/TR/webrtc-stats/
import type { StatsReport } from '../direct/pathReport.ts';
import {
  bitrateOf,
  type CallStatistics,
  type PathStatistics,
  type PictureStatistics,
  type TrackStatistics,
} from './CallStatistics.ts';

/** Of the many members of https://www.w3.org/TR/webrtc-stats/ those that are read; each type has some of them. */
interface Stats {
  readonly id: string;
  readonly type: string;
  readonly timestamp: number;
  readonly kind?: 'audio' | 'video';
  readonly mid?: string;
  readonly rid?: string;
  readonly ssrc?: number;
  readonly active?: boolean;
  readonly codecId?: string;
  readonly mimeType?: string;
  readonly localId?: string;
  readonly mediaSourceId?: string;
  readonly trackIdentifier?: string;
  readonly bytesSent?: number;
  readonly bytesReceived?: number;
  readonly packetsSent?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly fractionLost?: number;
  readonly jitter?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  readonly framesPerSecond?: number;
  readonly scalabilityMode?: string;
  readonly qualityLimitationReason?: string;
  readonly selectedCandidatePairId?: string;
  readonly selected?: boolean;
  readonly state?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
  readonly protocol?: string;
  readonly currentRoundTripTime?: number;
  readonly roundTripTime?: number;
  readonly availableOutgoingBitrate?: number;
}

/** All connections of a call, read at the same time. */
export interface Reading {
  readonly at: number;
  readonly reports: readonly (readonly Stats[])[];
}

export function readingOf(at: number, reports: readonly StatsReport[]): Reading {
  const entries = (report: StatsReport) => {
    const all: Stats[] = [];
    report.forEach((stats: Stats) => all.push(stats));
    return all;
  };
  return { at, reports: reports.map(entries) };
}

/** What happened between two readings. */
export function statisticsBetween(before: Reading, now: Reading): CallStatistics {
  const earlier = new Map(before.reports.flat().map((stats) => [keyOf(stats), stats]));
  const path = pathOf(now.reports);
  const pairs = now.reports.map((report) => ({
    report,
    byId: new Map(report.map((each) => [each.id, each])),
  }));
  const sent = pairs.flatMap(({ report, byId }) => sentTracks(report, byId, earlier));
  return {
    at: now.at,
    sent: isShort(path, sent) ? sent : sent.map(withoutBandwidthLimit),
    received: pairs.flatMap(({ report, byId }) => receivedTracks(report, byId, earlier)),
    path,
  };
}

/** Browsers name the bandwidth where they only hold back; it is what limits if much of it is used. */
function isShort({ available }: PathStatistics, sent: readonly TrackStatistics[]): boolean {
  return available === undefined || bitrateOf(sent) > available / 2;
}

function withoutBandwidthLimit(track: TrackStatistics): TrackStatistics {
  const { picture } = track;
  if (picture?.limitedBy !== 'bandwidth') return track;
  return { ...track, picture: { ...picture, limitedBy: undefined } };
}

/** An id is of one connection; the source of the stream tells those of two connections apart. */
function keyOf({ id, ssrc }: Stats): string {
  return ssrc === undefined ? id : `${id} ${ssrc}`;
}

type ById = ReadonlyMap<string, Stats>;

function sentTracks(report: readonly Stats[], byId: ById, earlier: ById): TrackStatistics[] {
  const streams = Map.groupBy(
    report.filter(({ type }) => type === 'outbound-rtp'),
    ({ mid, mediaSourceId, kind }) => mediaSourceId ?? mid ?? kind,
  );
  const remote = report.filter(({ type }) => type === 'remote-inbound-rtp');
  return [...streams.values()].flatMap((sizes) => {
    const [first] = sizes;
    if (!first?.kind) return [];
    const ids = new Set(sizes.map(({ id }) => id));
    const heard = remote.filter(({ localId }) => localId !== undefined && ids.has(localId));
    const bitrate = sizes.reduce((sum, size) => sum + rate(size, earlier, 'bytesSent') * 8, 0);
    return {
      trackId: byId.get(first.mediaSourceId ?? '')?.trackIdentifier,
      kind: first.kind,
      bitrate,
      // What the other end said last goes on standing there.
      loss: bitrate > 0 ? largest(heard.map(({ fractionLost }) => fractionLost)) : undefined,
      jitter: milliseconds(largest(heard.map(({ jitter }) => jitter))),
      codec: codecOf(sizes, byId),
      picture: sentPicture(sizes.filter((size) => rate(size, earlier, 'bytesSent') > 0)),
    };
  });
}

function sentPicture(sizes: readonly Stats[]): PictureStatistics | undefined {
  const limits = new Set(sizes.map(({ qualityLimitationReason }) => qualityLimitationReason));
  const largestSize = sizes.toSorted((a, b) => (b.frameWidth ?? 0) - (a.frameWidth ?? 0))[0];
  const picture = largestSize && pictureOf(largestSize);
  if (!picture) return undefined;
  const layers = Number(/^[LS](\d)/.exec(largestSize.scalabilityMode ?? '')?.[1] ?? 1);
  const limitedBy = limits.has('cpu') ? 'cpu' : limits.has('bandwidth') ? 'bandwidth' : undefined;
  return { ...picture, sizes: Math.max(sizes.length, layers), limitedBy };
}

function receivedTracks(report: readonly Stats[], byId: ById, earlier: ById): TrackStatistics[] {
  // The SFU's probes of bandwidth are no media.
  const streams = report.filter(({ type, mid }) => type === 'inbound-rtp' && mid !== 'probator');
  return streams.flatMap((stream) => {
    const { kind, trackIdentifier, jitter } = stream;
    if (!kind) return [];
    const came = grown(stream, earlier, 'packetsReceived');
    const lost = Math.max(0, grown(stream, earlier, 'packetsLost'));
    return {
      trackId: trackIdentifier,
      kind,
      bitrate: rate(stream, earlier, 'bytesReceived') * 8,
      loss: came + lost === 0 ? undefined : lost / (came + lost),
      jitter: milliseconds(jitter),
      codec: codecOf([stream], byId),
      picture: came > 0 ? pictureOf(stream) : undefined,
    };
  });
}

function pictureOf({ frameWidth, frameHeight, framesPerSecond = 0 }: Stats): PictureStatistics | undefined {
  if (!frameWidth || !frameHeight) return undefined;
  const frameRate = Math.round(framesPerSecond);
  return { width: frameWidth, height: frameHeight, frameRate, sizes: 1, limitedBy: undefined };
}

/** Of the connection that sends, where there are two. */
function pathOf(reports: readonly (readonly Stats[])[]): PathStatistics {
  const report = reports.find((all) => all.some(({ type }) => type === 'outbound-rtp')) ?? reports[0] ?? [];
  const id = report.find(({ selectedCandidatePairId }) => selectedCandidatePairId)?.selectedCandidatePairId;
  // Firefox has no entry of the transport, and marks the pair.
  const pair = report.find((stats) =>
    id === undefined ? stats.type === 'candidate-pair' && stats.selected === true : stats.id === id,
  );
  const ends = report.filter(
    (stats) => stats.id === pair?.localCandidateId || stats.id === pair?.remoteCandidateId,
  );
  const protocol = ends.find((end) => end.protocol !== undefined)?.protocol;
  const feedback = largest(
    report.map((stats) => (stats.type === 'remote-inbound-rtp' ? stats.roundTripTime : undefined)),
  );
  return {
    roundTrip: milliseconds(pair?.currentRoundTripTime ?? feedback),
    available: pair?.availableOutgoingBitrate,
    protocol: protocol === 'udp' || protocol === 'tcp' ? protocol : undefined,
    relayed: ends.some(({ candidateType }) => candidateType === 'relay'),
  };
}

function codecOf(streams: readonly Stats[], byId: ById): string | undefined {
  const id = streams.find(({ codecId }) => codecId !== undefined)?.codecId;
  return byId.get(id ?? '')?.mimeType?.replace(/^.*\//, '');
}

type Counter = 'bytesSent' | 'bytesReceived' | 'packetsReceived' | 'packetsLost';

/** 0 of a stream that was not there before: what it has carried since then is not known. */
function grown(stats: Stats, earlier: ById, counter: Counter): number {
  const before = earlier.get(keyOf(stats));
  return before ? (stats[counter] ?? 0) - (before[counter] ?? 0) : 0;
}

/** A second. */
function rate(stats: Stats, earlier: ById, counter: Counter): number {
  const seconds = (stats.timestamp - (earlier.get(keyOf(stats))?.timestamp ?? 0)) / 1000;
  return seconds > 0 ? Math.max(0, grown(stats, earlier, counter)) / seconds : 0;
}

function largest(values: readonly (number | undefined)[]): number | undefined {
  const known = values.flatMap((value) => value ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1000);
}

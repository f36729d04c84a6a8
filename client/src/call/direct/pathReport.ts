// What the statistics of a connection say of its path. https://www.w3.org/TR/webrtc-stats/

/** As `getStats()` gives it. */
export type StatsReport = Pick<RTCStatsReport, 'forEach' | 'get'>;

export interface PathReport {
  /** Whether a TURN server of either side is in between. */
  readonly relayed: boolean;
  /** Milliseconds, or undefined where the browser does not know. */
  readonly roundTrip: number | undefined;
}

interface Stats {
  readonly id: string;
  readonly type: string;
  readonly kind?: string;
  readonly mid?: string;
  readonly selectedCandidatePairId?: string;
  readonly selected?: boolean;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
  readonly currentRoundTripTime?: number;
  readonly roundTripTime?: number;
  readonly packetsReceived?: number;
  readonly packetsSent?: number;
  readonly bytesReceived?: number;
  readonly packetsLost?: number;
  readonly framesDecoded?: number;
  readonly totalAudioEnergy?: number;
  readonly totalSamplesDuration?: number;
}

function entries(report: StatsReport): Stats[] {
  const all: Stats[] = [];
  report.forEach((stats: Stats) => all.push(stats));
  return all;
}

/** Undefined while no candidate pair is chosen. */
export function pathReport(report: StatsReport): PathReport | undefined {
  const all = entries(report);
  const pair = chosenPair(all);
  if (!pair) return undefined;
  const ends = new Set([pair.localCandidateId, pair.remoteCandidateId]);
  const seconds =
    pair.currentRoundTripTime ?? all.find(({ type }) => type === 'remote-inbound-rtp')?.roundTripTime;
  return {
    relayed: all.some(({ id, candidateType }) => ends.has(id) && candidateType === 'relay'),
    roundTrip: seconds === undefined ? undefined : Math.round(seconds * 1000),
  };
}

/** Firefox has no entry of the transport, and marks the pair. */
function chosenPair(all: readonly Stats[]): Stats | undefined {
  const id = all.find(({ selectedCandidatePairId }) => selectedCandidatePairId)?.selectedCandidatePairId;
  return all.find((stats) =>
    id === undefined
      ? stats.type === 'candidate-pair' && stats.selected === true && stats.state === 'succeeded'
      : stats.id === id,
  );
}

/** Media packets that came, and those that did not. */
export function packetCounts(report: StatsReport): { received: number; lost: number } {
  const inbound = entries(report).filter(isInbound);
  return {
    received: inbound.reduce((sum, { packetsReceived = 0 }) => sum + packetsReceived, 0),
    lost: inbound.reduce((sum, { packetsLost = 0 }) => sum + packetsLost, 0),
  };
}

/** Packets of pictures that were sent, and bytes of anything that came on the chosen path. */
export function videoTraffic(report: StatsReport): { sent: number; received: number } {
  const all = entries(report);
  const outbound = all.filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
  return {
    sent: outbound.reduce((sum, { packetsSent = 0 }) => sum + packetsSent, 0),
    received: chosenPair(all)?.bytesReceived ?? 0,
  };
}

/** Of one receiver, what grows while media comes: frames of a picture, packets of sound. */
export function flowCount(report: StatsReport): number {
  const stats = entries(report).find(isInbound);
  return (stats?.kind === 'video' ? stats.framesDecoded : stats?.packetsReceived) ?? 0;
}

/** Sums since the beginning: of the squared level, where 1 is the loudest, over time; and of the time, in seconds. */
export interface AudioEnergy {
  readonly energy: number;
  readonly duration: number;
}

/** Of one's own microphone, and of what is heard. Undefined where the browser does not know. */
export function audioEnergies(report: StatsReport) {
  const energyOf = (type: string): AudioEnergy | undefined => {
    const found = entries(report).find((stats) => stats.type === type && stats.kind === 'audio');
    if (found?.totalAudioEnergy === undefined || found.totalSamplesDuration === undefined) return undefined;
    return { energy: found.totalAudioEnergy, duration: found.totalSamplesDuration };
  };
  return { own: energyOf('media-source'), other: energyOf('inbound-rtp') };
}

/** The SFU's probes of bandwidth are no media. */
function isInbound({ type, mid }: Stats): boolean {
  return type === 'inbound-rtp' && mid !== 'probator';
}

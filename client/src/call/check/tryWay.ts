import type { IceServer, RtpParameters, Transport } from '@parley/protocol';
import type { Device, types } from 'mediasoup-client';
import type { OwnCertificate } from '../certificate.ts';
import type { Clock } from '../Clock.ts';
import type { SignalingClient } from '../SignalingClient.ts';
import type { Measured, Way, WayResult } from './CheckState.ts';

/** Milliseconds in which a connection must be there. */
const CONNECT_LIMIT = 12_000;
/** Milliseconds of sending, and until the server must have said what of it came. */
const LEAST = 4_000;
const MOST = 9_000;
const PAUSE = 500;

export interface WayParts {
  readonly client: Pick<SignalingClient, 'request'>;
  /** Loaded with what the server can do. */
  readonly device: Device;
  readonly own: OwnCertificate;
  /** What is sent: nobody hears it. */
  readonly sound: MediaStreamTrack;
  readonly clock: Clock;
}

/** Sends sound to the server by one way and no other, and measures what comes of it. */
export async function tryWay(way: Way, parts: WayParts): Promise<WayResult> {
  const { client, device, own, sound } = parts;
  const { transport, iceServers } = await client.request('probe', { fingerprints: own.fingerprints });
  const restricted = restrict(way, transport, iceServers);
  if (!restricted) return { name: 'absent' };
  const end = device.createSendTransport({
    ...(restricted.transport as types.TransportOptions),
    iceServers: restricted.iceServers as RTCIceServer[],
    iceTransportPolicy: restricted.iceServers.length > 0 ? 'relay' : 'all',
    additionalSettings: { certificates: [own.certificate] },
  });
  // The probe told the fingerprints: the server's end is connected already.
  end.on('connect', (_, done) => done());
  end.on('produce', async ({ rtpParameters }, done, failed) => {
    try {
      const sent = rtpParameters as RtpParameters;
      await client.request('probeSound', { transportId: transport.id, rtpParameters: sent });
      done({ id: way });
    } catch (error) {
      failed(error as Error);
    }
  });
  try {
    const connected = connection(end, parts.clock);
    const producer = await end.produce({ track: sound, stopTracks: false, zeroRtpOnPause: true });
    if (!(await connected)) return { name: 'blocked' };
    return { name: 'works', ...(await measure(end, producer, parts.clock)) };
  } finally {
    end.close();
  }
}

interface Restricted {
  readonly transport: Transport;
  /** Empty: straight to the server. */
  readonly iceServers: readonly IceServer[];
}

/** What is left for one way alone. Undefined: the service does not offer it. */
export function restrict(
  way: Way,
  transport: Transport,
  iceServers: readonly IceServer[],
): Restricted | undefined {
  const by = (protocol: 'udp' | 'tcp') => ({
    ...transport,
    iceCandidates: transport.iceCandidates.filter((candidate) => candidate.protocol === protocol),
  });
  if (way === 'udp' || way === 'tcp') {
    const only = by(way);
    return only.iceCandidates.length > 0 ? { transport: only, iceServers: [] } : undefined;
  }
  const relays = iceServers.flatMap(({ urls, ...credential }) => {
    const fitting = urls.filter((url) => wayOfRelay(url) === way);
    return fitting.length > 0 ? [{ ...credential, urls: fitting }] : [];
  });
  return relays.length > 0 ? { transport: by('udp'), iceServers: relays } : undefined;
}

/** RFC 7065. Undefined: of a STUN server. */
function wayOfRelay(url: string): Way | undefined {
  if (/^turns:/i.test(url)) return 'relayTls';
  if (!/^turn:/i.test(url)) return undefined;
  return /[?&]transport=tcp/i.test(url) ? 'relayTcp' : 'relayUdp';
}

function connection(end: types.Transport, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(CONNECT_LIMIT, () => resolve(false));
    end.on('connectionstatechange', (state) => {
      if (state !== 'connected' && state !== 'failed' && state !== 'closed') return;
      cancel();
      resolve(state === 'connected');
    });
  });
}

/** Until the server has told of enough of what was sent. */
async function measure(end: types.Transport, producer: types.Producer, clock: Clock): Promise<Measured> {
  const startedAt = clock.now();
  for (;;) {
    await new Promise<void>((resolve) => {
      clock.after(PAUSE, resolve);
    });
    const [sent, path] = await Promise.all([producer.getStats(), end.getStats()]);
    const measured = readMeasured([...sent.values(), ...path.values()] as StatsEntry[]);
    const took = clock.now() - startedAt;
    if (took >= MOST || (took >= LEAST && measured.loss !== undefined)) return measured;
  }
}

/** What getStats() has of a sender and its path. https://w3c.github.io/webrtc-stats */
export interface StatsEntry {
  readonly type: string;
  readonly roundTripTime?: number;
  readonly currentRoundTripTime?: number;
  readonly packetsLost?: number;
  readonly packetsSent?: number;
}

export function readMeasured(entries: readonly StatsEntry[]): Measured {
  const remote = entries.find(({ type }) => type === 'remote-inbound-rtp');
  const sent = entries.find(({ type }) => type === 'outbound-rtp')?.packetsSent;
  const pair = entries.find(
    ({ type, currentRoundTripTime }) => type === 'candidate-pair' && currentRoundTripTime !== undefined,
  );
  const seconds = pair?.currentRoundTripTime ?? remote?.roundTripTime;
  const lost = remote?.packetsLost;
  return {
    roundTrip: seconds === undefined ? undefined : seconds * 1000,
    loss: lost === undefined || !sent ? undefined : Math.min(1, Math.max(0, lost / sent)),
  };
}

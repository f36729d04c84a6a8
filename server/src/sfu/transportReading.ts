import type { types } from 'mediasoup';
import type { TransportReading } from '../call/ports.ts';

/** Whether what comes from an address comes from the TURN server. */
export type IsRelay = (from: { address: string; port: number }) => boolean;

/** The way that a client's packets take. Undefined before it is known. */
export function pathOf(transport: types.WebRtcTransport, isRelay: IsRelay): TransportReading['path'] {
  const tuple = transport.iceSelectedTuple;
  if (!tuple || !isConnected(transport)) return undefined;
  const { protocol, remoteIp, remotePort } = tuple;
  const isRelayed =
    remoteIp !== undefined &&
    remotePort !== undefined &&
    protocol === 'udp' &&
    isRelay({ address: remoteIp, port: remotePort });
  return isRelayed ? 'relayed' : protocol;
}

export const isConnected = ({ iceState }: types.WebRtcTransport): boolean =>
  iceState === 'connected' || iceState === 'completed';

/** How a transport does now, with what goes to its client by one of its consumers. */
export async function readTransport(
  transport: types.WebRtcTransport,
  { isRelay, consumer }: { isRelay: IsRelay; consumer: types.Consumer | undefined },
): Promise<TransportReading> {
  const [[stats], roundTrip] = await Promise.all([transport.getStats(), consumer && roundTripOf(consumer)]);
  return {
    path: pathOf(transport, isRelay),
    bitsIn: stats?.recvBitrate ?? 0,
    bitsOut: stats?.sendBitrate ?? 0,
    roundTrip,
    lossIn: stats?.rtpPacketLossReceived,
    lossOut: stats?.rtpPacketLossSent,
  };
}

/** Milliseconds, as the client's RTCP tells them: undefined before it has. */
async function roundTripOf(consumer: types.Consumer): Promise<number | undefined> {
  const stats = await consumer.getStats().catch(() => []);
  return roundTripIn(stats);
}

export function roundTripIn(stats: readonly Partial<types.ConsumerStat>[]): number | undefined {
  // A consumer tells of its producer's streams as well.
  const own = stats.find(({ type }) => type === 'outbound-rtp');
  return own?.roundTripTime || undefined;
}

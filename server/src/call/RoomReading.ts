import type { PersonState, TrackState } from '@parley/protocol';
import type { Peer } from './Peer.ts';
import type { PeerMedia } from './PeerMedia.ts';
import type { SfuProducer, TransportReading } from './ports.ts';

const nothing: TransportReading = {
  path: undefined,
  bitsIn: 0,
  bitsOut: 0,
  roundTrip: undefined,
  lossIn: undefined,
  lossOut: undefined,
};

/** What goes to the server and from it, in bits a second. */
export interface Flows {
  readonly bitsIn: number;
  readonly bitsOut: number;
}

/** Of everybody's media together. What is closed meanwhile is left out. */
export async function readFlows(all: readonly (PeerMedia | undefined)[]): Promise<Flows> {
  const read = await Promise.all(all.map((media) => transportsOf(media)));
  return sumOf(read.flat());
}

/** Somebody, with what they send and how that comes here. */
export async function readPerson(peer: Peer, media: PeerMedia | undefined): Promise<PersonState> {
  const [[send, receive], tracks] = await Promise.all([
    transportsOf(media),
    Promise.all([...peer.tracks].map((track) => readTrack(track, media?.producer(track.id)))),
  ]);
  const { path = receive.path } = send;
  const { roundTrip, lossOut } = receive;
  const { lossIn } = send;
  return {
    peerId: peer.id,
    displayName: peer.profile.displayName,
    role: peer.role,
    joinedAt: peer.joinedAt,
    away: peer.presence.state === 'absent',
    tracks,
    ...sumOf([send, receive]),
    ...(path && { path }),
    ...(roundTrip !== undefined && { roundTrip }),
    ...(lossIn !== undefined && { lossIn }),
    ...(lossOut !== undefined && { lossOut }),
  };
}

async function readTrack(
  { id: trackId, source, muted }: { id: string; source: TrackState['source']; muted: boolean },
  producer: SfuProducer | undefined,
): Promise<TrackState> {
  const bits = (await producer?.bitrate().catch(() => 0)) ?? 0;
  return { trackId, source, muted, bits };
}

async function transportsOf(
  media: PeerMedia | undefined,
): Promise<[send: TransportReading, receive: TransportReading]> {
  return (await media?.reading().catch(() => undefined)) ?? [nothing, nothing];
}

function sumOf(readings: readonly Flows[]): Flows {
  return {
    bitsIn: readings.reduce((sum, { bitsIn }) => sum + bitsIn, 0),
    bitsOut: readings.reduce((sum, { bitsOut }) => sum + bitsOut, 0),
  };
}

import type { DeviceProblem, DeviceSource } from '../CallState.ts';

/** The ways by which sound and picture may get to the server. */
export const ways = ['udp', 'tcp', 'relayUdp', 'relayTcp', 'relayTls'] as const;
export type Way = (typeof ways)[number];

/** Of a way that works, as far as it could be measured. */
export interface Measured {
  /** Milliseconds. */
  readonly roundTrip: number | undefined;
  /** Of what was sent, the share that did not arrive: 0 to 1. */
  readonly loss: number | undefined;
}

/**
 * `absent`: the service does not offer it; `unknown`: without a word from the server it cannot be tried.
 */
export type WayResult =
  | { readonly name: 'waiting' | 'running' | 'blocked' | 'absent' | 'unknown' }
  | ({ readonly name: 'works' } & Measured);

export type DeviceResult =
  | { readonly name: 'waiting' | 'running' }
  | { readonly name: 'works'; readonly track: MediaStreamTrack }
  | { readonly name: 'failed'; readonly problem: DeviceProblem };

export const carriers = ['webSocket', 'fallback'] as const;
export type CarrierName = (typeof carriers)[number];
export type CarrierResult = { readonly name: 'waiting' | 'running' | 'works' | 'blocked' };

export interface CheckState {
  readonly phase: 'idle' | 'running' | 'done';
  /** When it was done: milliseconds since 1970. */
  readonly at: number | undefined;
  readonly devices: Readonly<Record<DeviceSource, DeviceResult>>;
  readonly carriers: Readonly<Record<CarrierName, CarrierResult>>;
  readonly ways: Readonly<Record<Way, WayResult>>;
}

const waiting = { name: 'waiting' } as const;

export const unchecked: CheckState = {
  phase: 'idle',
  at: undefined,
  devices: { camera: waiting, microphone: waiting },
  carriers: { webSocket: waiting, fallback: waiting },
  ways: { udp: waiting, tcp: waiting, relayUdp: waiting, relayTcp: waiting, relayTls: waiting },
};

// What the generator can be asked for, and what it answers with.

/** A room of eight who all speak and are all seen. */
export const PEOPLE = 8;
export const VOICE = { payloadType: 100, clockRate: 48_000, bitsPerSecond: 32_000 };
export const CAMERA = { payloadType: 101, clockRate: 90_000, bitsPerSecond: 1_200_000 };

export const voiceSsrc = (person: number): number => 1_000 + person;
export const cameraSsrc = (person: number): number => 2_000 + person;

/** Where each stream goes to: one port for all, or one for each by its SSRC. */
export type Ports = number | Readonly<Record<number, number>>;

export type Task =
  | { name: 'open' }
  /** @property pid Whose CPU is measured, from when `settle` seconds are over. */
  | { name: 'send'; ports: Ports; settle: number; seconds: number; pid: number };

export interface Results {
  /** The port that it sends from. */
  open: number;
  send: Sent;
}

export interface Sent {
  /** While it was measured. */
  readonly packets: number;
  readonly nanoseconds: number;
  /** Of the whole time. */
  readonly payloadBytes: number;
  /** At the end. */
  readonly memory: number;
}

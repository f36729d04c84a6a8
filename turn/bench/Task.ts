// What a generator can be asked for, and what it answers with. Times of a server's processors are taken by the
// generator, so that they are of the moments in which it measures.

/** What is between clients and peers. */
export type Path =
  | { kind: 'turn'; port: number }
  /** A forwarder without a protocol. */
  | { kind: 'forwarder'; port: number }
  | { kind: 'direct' };

export type Direction = 'to peers' | 'to clients';

export type Task =
  | { name: 'open'; path: Path; flows: number; peerPort: number }
  | { name: 'echo'; perSecond: number; seconds: number; pids: readonly number[] }
  | { name: 'flood'; direction: Direction; seconds: number; pids: readonly number[] }
  | { name: 'close' }
  | { name: 'handshakes'; port: number; seconds: number };

export interface Results {
  open: null;
  echo: EchoResult;
  flood: FloodResult;
  close: null;
  handshakes: HandshakesResult;
}

export interface EchoResult {
  lost: number;
  /** Of a packet and its answer, in milliseconds. */
  p50: number;
  p99: number;
  /** Of the server, in microseconds for a packet relayed. */
  cpu: number;
  /** Which part of the time the server waited for a core that another program had. */
  waited: number;
}

export interface FloodResult {
  /** Packets a second. */
  offered: number;
  relayed: number;
  /** How many cores the server used. */
  cores: number;
}

export interface HandshakesResult {
  perSecond: number;
  /** Which part of a core the generator used. */
  ownCores: number;
}

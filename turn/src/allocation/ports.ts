// What allocations need of the outside.
import type { Address, Family } from '../ip.ts';
import type { FiveTuple } from './FiveTuple.ts';

/** The way back to a client. */
export interface Client {
  readonly fiveTuple: FiveTuple;
  send(message: Buffer): void;
  /** Sends `data` from `start` to `end` on a channel. The bytes are the caller's again when it returns. */
  sendChannelData(channel: number, data: Buffer, start: number, end: number): void;
}

/** A UDP port at a relayed transport address. */
export interface Relay {
  readonly family: Family;
  /** As clients and peers see it, outside of any address translation. */
  readonly address: Address;
  /** What is done with a packet from a peer. */
  onPacket: (ip: string, port: number, data: Buffer) => void;
  /** The bytes must not change any more: the system may send them later. */
  send(data: Buffer, start: number, end: number, ip: string, port: number): void;
  /** May be called again. */
  close(): void;
}

export interface RelayRequest {
  family: Family;
  /** EVEN-PORT: an even port, and maybe the next one as well. */
  even?: 'one' | 'pair';
}

export interface Relays {
  readonly families: ReadonlySet<Family>;
  /** One relay, or two with ports next to each other where a pair was asked for. Rejects when there is none free. */
  open(request: RelayRequest): Promise<Relay[]>;
}

/** The way to the other processes of this server. */
export interface Trunk {
  reaches(process: number): boolean;
  /** A packet of a client that has its allocation there. The bytes are the caller's again when it returns. */
  fromClient(process: number, fiveTuple: FiveTuple, data: Buffer): void;
  /** A packet from a relay of this process to one of that. The bytes are the caller's again when it returns. */
  fromRelay(process: number, from: Address, to: Address, data: Buffer): void;
}

import type { Address } from '../ip.ts';

/** Client address and port, and the listener (server address, port and protocol) by which it came. */
export interface FiveTuple {
  /** A small number for each listener. */
  readonly listener: number;
  readonly client: Address;
}

/** Listener and port of a client in one number, so that looking it up by its parts needs no object. */
export function listenerAndPort(listener: number, port: number): number {
  return listener * 65_536 + port;
}

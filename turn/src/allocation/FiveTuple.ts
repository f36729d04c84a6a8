import type { Address } from '../ip.ts';

/** Client address and port, and the listener (server address, port and protocol) by which it came. */
export interface FiveTuple {
  /** A small number for each listener. */
  readonly listener: number;
  readonly client: Address;
}

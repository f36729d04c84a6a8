import type { Address } from '../ip.ts';
import type { Relay } from './ports.ts';

/** RFC 8656, section 12: seconds. */
export const CHANNEL_LIFETIME = 600;

/** A channel number that stands for a peer. */
export interface ChannelBinding {
  readonly number: number;
  readonly peer: Address;
  readonly relay: Relay;
  expiresAt: number;
}

import type { KeyObject } from 'node:crypto';
import type { AddressRateLimit } from '../allocation/AddressRateLimit.ts';
import type { AllocationLimits } from '../allocation/Allocation.ts';
import type { AllocationTable } from '../allocation/AllocationTable.ts';
import type { Client, Relays } from '../allocation/ports.ts';
import type { Reservations } from '../allocation/Reservations.ts';
import type { Siblings } from '../allocation/Siblings.ts';
import type { PeerFilter } from '../peerFilter.ts';
import type { ErrorCode } from '../stun/codes.ts';
import type { Attribute, StunMessage } from '../stun/StunMessage.ts';
import type { TurnEvents } from '../TurnEvents.ts';
import type { Credentials } from './Credentials.ts';
import type { Nonces } from './Nonces.ts';
import type { PeerTraffic } from './PeerTraffic.ts';

/** What the requests work on. */
export interface RequestContext {
  now: () => number;
  table: AllocationTable;
  reservations: Reservations;
  /** The other processes, where there are some. */
  siblings: Siblings | undefined;
  relays: Relays;
  traffic: PeerTraffic;
  filter: PeerFilter;
  credentials: Credentials;
  nonces: Nonces;
  /** Of answers to who has not authenticated. */
  rateLimit: AddressRateLimit;
  limits: AllocationLimits;
  /** The last channel number. */
  lastChannel: number;
  events: TurnEvents;
}

/** A request whose MESSAGE-INTEGRITY was right. */
export interface AuthenticRequest {
  message: StunMessage;
  client: Client;
  credential: Credential;
}

export interface Credential {
  username: string;
  /** Who it is, without the time of the username. */
  user: string;
  key: KeyObject;
}

export type Reply = Success | Refusal;

interface Success {
  error?: undefined;
  attributes: readonly Attribute[];
}

export interface Refusal {
  error: ErrorCode;
  attributes?: readonly Attribute[];
}

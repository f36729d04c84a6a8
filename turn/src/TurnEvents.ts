import type { ErrorCode } from './stun/codes.ts';

/** Why a packet was dropped. */
export type DropReason =
  | 'malformed'
  | 'notForUs'
  | 'rateLimited'
  | 'noAllocation'
  | 'noPermission'
  | 'noChannel'
  | 'forbiddenPeer'
  | 'congested';

/** What a server tells of itself to who counts. All of it is optional, and nothing depends on it. */
export interface TurnEvents {
  allocated?(): void;
  allocationClosed?(): void;
  answered?(error: ErrorCode | undefined): void;
  relayedToPeer?(bytes: number): void;
  relayedToClient?(bytes: number): void;
  dropped?(reason: DropReason): void;
  connectionOpened?(): void;
  connectionClosed?(): void;
  /** Something broke that should not have. */
  failed?(error: unknown): void;
}

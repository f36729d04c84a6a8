import { requests, type Method, type Permission, type Role } from '@parley/protocol';
import { CallError } from '../call/CallError.ts';
import type { Seat } from './handlers.ts';

/**
 * Whether somebody in a room may make a request, as the contract and the rules of the room say. Every request comes by
 * here before it is done, whatever the client shows.
 * @throws {CallError} `forbidden`
 */
export function assertAllowed(method: Method, { room, peerId }: Seat): void {
  const { who, permission }: { who: 'anybody' | readonly Role[]; permission?: Permission } = requests[method];
  const role = room.roleOf(peerId);
  if (who !== 'anybody' && !who.includes(role)) throw new CallError('forbidden', `no ${role} may do this`);
  if (permission !== undefined && !room.moderation.allow(permission, role)) {
    throw new CallError('forbidden', 'the rules of the room forbid it');
  }
}

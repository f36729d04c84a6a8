import { requests, type Method, type Role } from '@parley/protocol';
import { CallError } from '../call/CallError.ts';

/**
 * Whether somebody in a room may make a request, as the contract says. Every request comes by here before it is done,
 * whatever the client shows.
 * @throws {CallError} `forbidden`
 */
export function assertAllowed(method: Method, role: Role): void {
  const { who }: { who: 'anybody' | readonly Role[] } = requests[method];
  if (who !== 'anybody' && !who.includes(role)) throw new CallError('forbidden', `no ${role} may do this`);
}

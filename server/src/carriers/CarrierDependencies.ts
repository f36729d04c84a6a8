import { limits } from '@parley/protocol';
import type { IncomingMessage } from 'node:http';
import type { SignalingDependencies } from '../signaling/SignalingSession.ts';
import type { TrustedProxies } from './TrustedProxies.ts';

export interface CarrierDependencies extends SignalingDependencies {
  /** Whether the page that opens a socket may: browsers let any page try. */
  allowsOrigin(request: IncomingMessage): boolean;
  /** Who is believed where clients come from. */
  readonly proxies?: Pick<TrustedProxies, 'trusts'>;
  /** Somebody counts the sockets. The returned function says that this one is closed. */
  socketOpened?(carrier: 'websocket' | 'socketio'): () => void;
}

/** Bytes. Frames over the limit are refused by the session, with a reason; this bound is what memory allows. */
export const maxPayload = 4 * limits.frameBytes;

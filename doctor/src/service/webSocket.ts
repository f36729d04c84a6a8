// Whether signaling gets through: by WebSocket, and by Socket.IO where that breaks.
import { failed, ok, warning, type Finding } from '../Finding.ts';
import { UpgradeRefused } from './lines.ts';

/** Undefined: it works. Otherwise why not. */
export type CarrierSeen = unknown;

export function judgeWebSocket(origin: string, error: CarrierSeen): Finding {
  if (error === undefined) return ok('websocket', 'Signaling goes over a WebSocket.');
  if (error instanceof UpgradeRefused) {
    return failed(
      'websocket',
      `What is before Parley at ${origin} answers the upgrade of /ws with HTTP ${error.status} and not with 101: it does not pass WebSockets on. In nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade". In Apache: ProxyPass … upgrade=websocket. Caddy does it by itself.`,
    );
  }
  return failed(
    'websocket',
    `No WebSocket can be had at ${origin}/ws (${reasonOf(error)}): let the proxy, and the firewall that looks into https, pass the upgrade of HTTP/1.1 on.`,
  );
}

export function judgeFallback(origin: string, error: CarrierSeen): Finding {
  if (error === undefined) return ok('fallback', 'Where WebSockets are broken, Socket.IO works.');
  return warning(
    'fallback',
    `Socket.IO does not work at ${origin}/socket.io (${reasonOf(error)}): people whose network breaks WebSockets cannot join. Let the proxy pass /socket.io on.`,
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

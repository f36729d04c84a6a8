/** What is looked at, in the order in which it is told, and how each is called. */
export const checks = {
  configuration: 'settings',
  node: 'Node',
  worker: 'media worker',
  ffmpeg: 'ffmpeg',
  'data-dir': 'data folder',
  'recordings-dir': 'recordings folder',
  'open-files': 'open files',
  'socket-buffers': 'socket buffers',
  ports: 'ports',
  name: 'name',
  page: 'page',
  certificate: 'certificate',
  http: 'HTTP',
  clock: 'clock',
  websocket: 'WebSocket',
  fallback: 'Socket.IO',
  'announced-address': 'announced address',
  'media-udp': 'media over UDP',
  'media-tcp': 'media over TCP',
  turn: 'TURN credentials',
  'turn-udp': 'TURN over UDP',
  'turn-tcp': 'TURN over TCP',
  'turn-tls': 'TURN over TLS',
  'turn-peers': 'TURN peers',
} as const;

export type CheckName = keyof typeof checks;

/** `skipped`: it cannot be told before something else is mended, or not from here. */
export type Status = 'ok' | 'warning' | 'failed' | 'skipped';

/** What became of one check: what is so and, unless it is ok, what to do. */
export interface Finding {
  readonly check: CheckName;
  readonly status: Status;
  readonly message: string;
}

export const ok = (check: CheckName, message: string): Finding => ({ check, status: 'ok', message });
export const warning = (check: CheckName, message: string): Finding => ({
  check,
  status: 'warning',
  message,
});
export const failed = (check: CheckName, message: string): Finding => ({ check, status: 'failed', message });
export const skipped = (check: CheckName, message: string): Finding => ({
  check,
  status: 'skipped',
  message,
});

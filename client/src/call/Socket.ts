import type { NotificationFrame } from '@parley/protocol';
import type { OpenCarrier } from './Carrier.ts';
import type { Clock } from './Clock.ts';
import { Heartbeat } from './Heartbeat.ts';
import type { JoinMedia } from './MediaSession.ts';
import { SignalingClient } from './SignalingClient.ts';

export interface SocketParts {
  readonly openCarrier: OpenCarrier;
  readonly clock: Clock;
  /** Milliseconds that it may take to say something. */
  readonly patience: number;
}

export interface SocketEvents {
  notified(notification: NotificationFrame): void;
  /** It is closed, or silent for too long. With the close code, or 0. */
  lost(code: number): void;
}

/** One socket to the server: what is said on it, and whether it lives. */
export class Socket {
  readonly signaling: SignalingClient;
  readonly heartbeat: Heartbeat;
  /** What a join on it has to say of the media. Set when the server's welcome has been dealt with. */
  joinMedia?: JoinMedia;

  constructor({ openCarrier, clock, patience }: SocketParts, events: SocketEvents) {
    this.signaling = new SignalingClient(openCarrier, {
      notified: (notification) => events.notified(notification),
      heard: () => this.heartbeat.heard(),
      closed: (code) => events.lost(code),
    });
    const ping = () => void this.signaling.request('ping', {}).catch(() => undefined);
    this.heartbeat = new Heartbeat(clock, { ping, dead: () => events.lost(0) }, patience);
  }

  close(): void {
    this.heartbeat.stop();
    this.signaling.close();
  }
}

import type { Sending } from '../src/call/Sending.ts';
import type { Recorder } from '../src/measure/Recorder.ts';
import type { ConnectionTimes } from '../src/net/Endpoint.ts';
import type { Reception } from '../src/net/Reception.ts';

/** What somebody sends and what they receive. */
export class MemberMedia {
  sending: Sending | undefined;
  reception: Reception | undefined;
  #closed = false;

  /** What goes on record of a connection. */
  events(recorder: Recorder) {
    return {
      connected: ({ ice, dtls }: ConnectionTimes) => {
        recorder.record('ice', ice);
        recorder.record('dtls', dtls);
      },
      failed: (cause: string, detail: string) => {
        if (!this.#closed) recorder.failed(`${cause} (${detail})`);
      },
    };
  }

  tick(now: number): void {
    this.reception?.tick(now);
    this.sending?.transmission.tick(now);
  }

  sample(): number {
    return this.reception?.sample() ?? 0;
  }

  get localPorts(): number[] {
    return [this.reception?.endpoint.localPort, this.sending?.transmission.endpoint.localPort].filter(
      (port) => port !== undefined,
    );
  }

  close(): void {
    this.#closed = true;
    this.sending?.close();
    this.reception?.close();
  }
}

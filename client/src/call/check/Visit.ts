import type { NotificationData } from '@parley/protocol';
import type { OpenCarrier } from '../Carrier.ts';
import type { Clock } from '../Clock.ts';
import { SignalingClient } from '../SignalingClient.ts';

/** Milliseconds: the server takes who is silent for longer than twice this for gone. */
const PING_INTERVAL = 5_000;

/** A socket of somebody who goes into no room. */
export class Visit {
  readonly client: SignalingClient;
  readonly welcome: NotificationData<'welcome'>;
  #cancel = (): void => {};

  private constructor(client: SignalingClient, welcome: NotificationData<'welcome'>) {
    this.client = client;
    this.welcome = welcome;
  }

  /** Undefined: the server said nothing in time. */
  static async open(openCarrier: OpenCarrier, clock: Clock, limit: number): Promise<Visit | undefined> {
    const greeted = Promise.withResolvers<NotificationData<'welcome'> | undefined>();

    const client = new SignalingClient(openCarrier, {
      notified: (notification) => {
        if (notification.method === 'welcome') greeted.resolve(notification.data);
      },
      heard: () => {},
      closed: () => greeted.resolve(undefined),
    });
    const cancel = clock.after(limit, () => greeted.resolve(undefined));
    const welcome = await greeted.promise;
    cancel();
    if (!welcome) {
      client.close();
      return undefined;
    }
    const visit = new Visit(client, welcome);
    visit.#stay(clock);
    return visit;
  }

  close(): void {
    this.#cancel();
    this.client.close();
  }

  #stay(clock: Clock): void {
    this.#cancel = clock.after(PING_INTERVAL, () => {
      this.client.request('ping', {}).catch(() => undefined);
      this.#stay(clock);
    });
  }
}

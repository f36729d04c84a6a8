import { setTimeout as pass } from 'node:timers/promises';
import { poll } from '../harness/poll.ts';
import { elsewhere, sites, type SiteName } from './addresses.ts';
import type { Faults } from './Cable.ts';
import type { Internet } from './Internet.ts';
import { Namespace } from './Namespace.ts';
import type { NetworkName } from './networkKinds.ts';
import { Router } from './Router.ts';

interface SiteOptions {
  readonly network: NetworkName;
  /** Of the cable between host and router. */
  readonly faults?: Faults | undefined;
}

/** A person's host, and the router that it has the internet from. New for each call, and so is the router's NAT. */
export class Site {
  readonly host: Namespace;
  readonly #internet: Internet;
  readonly #network: NetworkName;
  readonly #routers: Router[];

  private constructor(internet: Internet, host: Namespace, network: NetworkName, router: Router) {
    this.#internet = internet;
    this.host = host;
    this.#network = network;
    this.#routers = [router];
  }

  static async open(internet: Internet, name: SiteName, { network, faults }: SiteOptions): Promise<Site> {
    const router = await Router.open(internet, `${name}-router`, network, sites[name]);
    const host = await Namespace.create(`${name}-host`);
    await router.connect(host, 'eth0', faults);
    await host.ip('link set eth0 up', `route add default via ${router.address}`);
    return new Site(internet, host, network, router);
  }

  /**
   * The host goes to another network of the same kind, where it has another address.
   * @param pause Milliseconds without any. Without a pause, it always has one, as a phone between two of them.
   * @returns When it left the old one.
   */
  async move(pause: number): Promise<number> {
    const router = await Router.open(this.#internet, 'elsewhere', this.#network, elsewhere);
    this.#routers.push(router);
    await router.connect(this.host, 'eth1');
    // With its address: what is sent from that would go the new way otherwise, and arrive.
    const leave = async () => {
      await this.host.ip('link set eth0 down', 'address flush dev eth0');
      return Date.now();
    };
    const enter = async () => {
      await this.host.ip('link set eth1 up', `route replace default via ${router.address}`);
      await poll('eth1', async () =>
        (await this.host.run('ip', ['link', 'show', 'eth1'])).includes('state UP'),
      );
    };
    if (pause === 0) {
      await enter();
      return leave();
    }
    const leftAt = await leave();
    await pass(pause);
    await enter();
    return leftAt;
  }

  async close(): Promise<void> {
    await this.host.delete();
    for (const router of this.#routers) await router.close();
  }
}

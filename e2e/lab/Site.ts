import { sites, type SiteName } from './addresses.ts';
import { Cable, type Faults } from './Cable.ts';
import type { Internet } from './Internet.ts';
import { Namespace } from './Namespace.ts';
import { networkKinds, routerRules, type NetworkName } from './networkKinds.ts';

/** A person's network: a router to the internet, and the host behind it. New for each call, and so is its NAT. */
export class Site {
  readonly host: Namespace;
  readonly #internet: Internet;
  readonly #router: Namespace;
  readonly #cable: Cable | undefined;

  private constructor(internet: Internet, host: Namespace, router: Namespace, cable: Cable | undefined) {
    this.#internet = internet;
    this.host = host;
    this.#router = router;
    this.#cable = cable;
  }

  /** With faults, host and router are connected by a cable that has them. */
  static async open(
    internet: Internet,
    name: SiteName,
    { network, faults }: { network: NetworkName; faults?: Faults | undefined },
  ): Promise<Site> {
    const [router, host] = [await Namespace.create(`${name}-router`), await Namespace.create(`${name}-host`)];
    const kind = networkKinds[network];
    const addresses = sites[name];
    await router.run('sysctl', ['-qw', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1']);
    await router.run('nft', ['-f', '-'], routerRules(kind, addresses.host.v4));
    await internet.connect(router, addresses.outer);
    const cable = faults && (await Cable.connect(router, 'lan', host, 'eth0', faults));
    if (!cable) await router.connect('lan', host, 'eth0');

    const [inner, own] =
      kind.family === 'IPv4'
        ? [`${addresses.router.v4}/24`, `${addresses.host.v4}/24`]
        : [`${addresses.router.v6}/64`, `${addresses.host.v6}/64`];
    await router.ip(`address add ${inner} dev lan`, 'link set lan up');
    await host.ip(
      `address add ${own} dev eth0`,
      'link set eth0 up',
      `route add default via ${kind.family === 'IPv4' ? addresses.router.v4 : addresses.router.v6}`,
    );
    return new Site(internet, host, router, cable);
  }

  async close(): Promise<void> {
    await this.#cable?.remove();
    await this.#internet.disconnect(this.#router);
    await this.host.delete();
    await this.#router.delete();
  }
}

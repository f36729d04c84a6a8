import type { SiteAddresses } from './addresses.ts';
import { Cable, type Faults } from './Cable.ts';
import type { Internet } from './Internet.ts';
import { Namespace } from './Namespace.ts';
import { networkKinds, routerRules, type NetworkKind, type NetworkName } from './networkKinds.ts';

/** What is between a person's network and the internet. */
export class Router {
  readonly #internet: Internet;
  readonly #namespace: Namespace;
  readonly #kind: NetworkKind;
  readonly #addresses: SiteAddresses;
  #cable: Cable | undefined;

  private constructor(internet: Internet, namespace: Namespace, kind: NetworkKind, addresses: SiteAddresses) {
    this.#internet = internet;
    this.#namespace = namespace;
    this.#kind = kind;
    this.#addresses = addresses;
  }

  static async open(
    internet: Internet,
    name: string,
    network: NetworkName,
    addresses: SiteAddresses,
  ): Promise<Router> {
    const namespace = await Namespace.create(name);
    const kind: NetworkKind = networkKinds[network];
    await namespace.run('sysctl', ['-qw', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1']);
    await namespace.run('nft', ['-f', '-'], routerRules(kind, addresses.host.v4));
    await internet.connect(namespace, addresses.outer);
    return new Router(internet, namespace, kind, addresses);
  }

  /** Gives a host an interface to this network, which is down still. With faults, it is by a cable that has them. */
  async connect(host: Namespace, ownName: string, faults?: Faults): Promise<void> {
    if (faults) this.#cable = await Cable.connect(this.#namespace, 'lan', host, ownName, faults);
    else await this.#namespace.connect('lan', host, ownName);
    const { router, host: own } = this.#addresses;
    const [inner, outer] =
      this.#kind.family === 'IPv4'
        ? [`${router.v4}/24`, `${own.v4}/24`]
        : [`${router.v6}/64`, `${own.v6}/64`];
    await this.#namespace.ip(`address add ${inner} dev lan`, 'link set lan up');
    await host.ip(`address add ${outer} dev ${ownName}`);
  }

  /** For its hosts. */
  get address(): string {
    return this.#kind.family === 'IPv4' ? this.#addresses.router.v4 : this.#addresses.router.v6;
  }

  async close(): Promise<void> {
    await this.#cable?.remove();
    await this.#internet.disconnect(this.#namespace);
    await this.#namespace.delete();
  }
}

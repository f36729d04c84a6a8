import { elsewhere, internet, server, serverName, sites, type OuterAddress } from './addresses.ts';
import { Namespace } from './Namespace.ts';

/** What all routers and the server are connected to: one wire, which also knows the names. */
export class Internet {
  readonly #namespace: Namespace;

  private constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  static async open(): Promise<Internet> {
    const namespace = await Namespace.create('internet');
    await namespace.run('sysctl', ['-qw', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1']);
    await namespace.ip(
      // Without an address of its own it takes one from whoever is connected: another one with every router that comes
      // or goes, and what the others know of it is wrong.
      `link add wire address ${internet.mac} type bridge`,
      `address add ${internet.v4}/24 dev wire`,
      `address add ${internet.v6}/64 dev wire nodad`,
      'link set wire up',
      ...[...Object.values(sites), elsewhere].map(
        ({ prefix, outer }) => `route add ${prefix} via ${outer.v6}`,
      ),
    );
    // A resolver, and not a file of hosts: Chromium's WebRTC asks only resolvers for the names of TURN servers.
    const resolver = namespace.start('dnsmasq', [
      '--keep-in-foreground',
      '--conf-file=/dev/null',
      '--user=root',
      '--pid-file',
      '--no-resolv',
      '--no-hosts',
      '--log-facility=-',
      '--local=/#/',
      `--host-record=${serverName},${server.v4},${server.v6}`,
    ]);
    await resolver.says('started');
    return new Internet(namespace);
  }

  /** Connects a machine by its interface `wan`. */
  async connect(machine: Namespace, address: OuterAddress): Promise<void> {
    const port = `to-${machine.name}`;
    await machine.connect('wan', this.#namespace, port);
    await this.#namespace.ip(`link set ${port} master wire up`);
    await machine.ip(
      `address add ${address.v4}/24 dev wan`,
      `address add ${address.v6}/64 dev wan nodad`,
      `link set wan address ${address.mac} up`,
      `route add default via ${internet.v4}`,
      `route add default via ${internet.v6}`,
    );
  }

  /** At once; when its namespace is deleted, that takes a while. */
  async disconnect(machine: Namespace): Promise<void> {
    await this.#namespace.ip(`link delete to-${machine.name}`);
  }
}

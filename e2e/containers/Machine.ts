import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { poll } from '../harness/poll.ts';
import { server } from '../lab/addresses.ts';
import { Namespace } from '../lab/Namespace.ts';
import { Running } from '../lab/program.ts';

/** Everybody's address who is not the machine. */
const guestsAddress = '11.0.0.21';

/** A machine on which containers run, and a network of guests who reach it by the address that it has outside. */
export class Machine {
  readonly namespace: Namespace;
  readonly guests: Namespace;
  readonly #programs: Running[];

  private constructor(namespace: Namespace, guests: Namespace, programs: Running[]) {
    this.namespace = namespace;
    this.guests = guests;
    this.#programs = programs;
  }

  /** @param etc Its /etc, for the file that says who knows names. */
  static async create(etc: string): Promise<Machine> {
    const namespace = await Namespace.create('machine');
    const guests = await Namespace.create('guests');
    await namespace.connect('wan', guests, 'eth0');
    await namespace.ip(`addr add ${server.v4}/24 dev wan`, 'link set wan up');
    await guests.ip(
      `addr add ${guestsAddress}/24 dev eth0`,
      'link set eth0 up',
      `route add default via ${server.v4}`,
    );
    // To where packages come from, as a program among others: nothing of this machine's own networks is changed for it.
    const uplink = new Running('slirp4netns', [
      '--configure',
      '--mtu=1400',
      '--disable-host-loopback',
      '--netns-type=path',
      `/run/netns/${namespace.name}`,
      'uplink',
    ]);
    await poll('the uplink', async () => (await namespace.run('ip', ['route'])).includes('default'));
    const resolver = namespace.start('dnsmasq', [
      '--keep-in-foreground',
      '--no-resolv',
      '--server=10.0.2.3',
      '--log-facility=-',
      '--user=root',
      '--bind-interfaces',
      '--pid-file',
      `--listen-address=${server.v4}`,
    ]);
    await resolver.says('started');
    writeFileSync(join(etc, 'resolv.conf'), `nameserver ${server.v4}\n`);
    return new Machine(namespace, guests, [uplink, resolver]);
  }

  /** What the guests may send, as rules of nft(8); everything, once there are none. */
  async letGuestsSend(...rules: string[]): Promise<void> {
    const lines = ['flush ruleset'];
    if (rules.length > 0) {
      lines.push('table inet guests { chain out { type filter hook output priority 0; policy accept;');
      lines.push('oifname "lo" accept', ...rules, '}', '}');
    }
    await this.guests.run('nft', ['-f', '-'], `${lines.join('\n')}\n`);
  }

  async close(): Promise<void> {
    for (const program of this.#programs) await program.stop();
  }
}

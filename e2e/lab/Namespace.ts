import type { SpawnOptions } from 'node:child_process';
import { Running, run } from './program.ts';

/** A network stack of its own: what a machine has. */
export class Namespace {
  readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }

  static async create(name: string): Promise<Namespace> {
    await run('ip', ['netns', 'add', name]);
    const namespace = new Namespace(name);
    await namespace.ip('link set lo up');
    // Nobody has the same address twice here: nobody waits to find that out. And nobody is told of shorter ways, which
    // would lead to the router of a call before.
    const ipv6 = ['accept_dad=0', 'accept_redirects=0'].map((rule) => `net.ipv6.conf.default.${rule}`);
    await namespace.run('sysctl', ['-qw', ...ipv6]);
    return namespace;
  }

  /** Runs commands of ip(8), one each. */
  async ip(...commands: string[]): Promise<void> {
    await run('ip', ['-netns', this.name, '-batch', '-'], `${commands.join('\n')}\n`);
  }

  /** A wire between an interface here and one there. */
  async connect(own: string, other: Namespace, others: string): Promise<void> {
    await this.ip(`link add ${own} type veth peer name ${others} netns ${other.name}`);
  }

  run(command: string, args: readonly string[], input?: string): Promise<string> {
    return run('ip', ['netns', 'exec', this.name, command, ...args], input);
  }

  start(command: string, args: readonly string[], options?: SpawnOptions): Running {
    return new Running('ip', ['netns', 'exec', this.name, command, ...args], options);
  }

  /** Its interfaces go with it, and the other ends of their wires. */
  async delete(): Promise<void> {
    await run('ip', ['netns', 'delete', this.name]);
  }
}

import { run, Running } from '../lab/program.ts';

/** Where `unshare` left the network of the machine: a file of the first process. */
const machine = '/proc/1/fd/9';

/** The network of the machine, which a process that has another one can still use. */
export class Network {
  /** What slirp4netns answers on. */
  readonly resolver = '10.0.2.3';

  /** Runs a program in it, to its end. */
  run(command: string, args: readonly string[]): Promise<string> {
    return run('nsenter', [`--net=${machine}`, command, ...args]);
  }

  /** Gives this process a network of its own, out of which everything goes as if the machine itself had asked. */
  async share(): Promise<void> {
    const slirp = ['slirp4netns', '--configure', '--mtu=65520', '--disable-host-loopback', '--ready-fd=1'];
    await new Running('nsenter', [`--net=${machine}`, ...slirp, '1', 'tap0']).says('1');
  }
}

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { server as address, serverName } from './addresses.ts';
import type { SpawnOptions } from 'node:child_process';
import type { KeyPairFiles } from './Identity.ts';
import type { Internet } from './Internet.ts';
import { Namespace } from './Namespace.ts';
import type { Running } from './program.ts';
import type { World } from './world.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface LabServerOptions {
  readonly keyPair: KeyPairFiles;
  readonly world: World;
  /** Besides those that every server of the lab has. */
  readonly settings: Readonly<Record<string, string>>;
}

/** A Parley that everybody in the lab's internet reaches: https and TURN over TLS on port 443. */
export class LabServer {
  readonly url = `https://${serverName}`;
  readonly #internet: Internet;
  readonly #namespace: Namespace;
  readonly #program: Running;

  /** All that are set. */
  readonly settings: Readonly<Record<string, string>>;
  /** What runs beside it, and ends with it. */
  readonly #beside: Running[] = [];

  private constructor(
    internet: Internet,
    namespace: Namespace,
    { program, settings }: { program: Running; settings: Readonly<Record<string, string>> },
  ) {
    this.#internet = internet;
    this.#namespace = namespace;
    this.#program = program;
    this.settings = settings;
  }

  static async start(internet: Internet, { keyPair, world, settings }: LabServerOptions): Promise<LabServer> {
    const namespace = await Namespace.create('server');
    await internet.connect(namespace, address);
    const env = {
      WORKERS: '1',
      MEDIA_PORT: String(address.mediaPort),
      ANNOUNCED_ADDRESS: `${address.v4},${address.v6}`,
      DATA_DIR: join(world.folder, 'server'),
      TLS_CERT: keyPair.certificate,
      TLS_KEY: keyPair.key,
      ...settings,
    };
    const main = join(root, 'server/src/main.ts');
    const program = namespace.start(process.execPath, [main], { cwd: root, env: { ...process.env, ...env } });
    await program.says('Server listening');
    return new LabServer(internet, namespace, { program, settings: env });
  }

  /** Starts another program on the server's machine. */
  startBeside(command: string, args: readonly string[], options?: SpawnOptions): Running {
    const running = this.#namespace.start(command, args, options);
    this.#beside.push(running);
    return running;
  }

  /** A firewall of this machine drops what comes. @param what Of nft(8): `tcp dport 443`. */
  async drop(what: string): Promise<void> {
    await this.guard(`
      table inet firewall {
        chain input { type filter hook input priority 0; policy accept; iifname wan ${what} drop; }
      }\n`);
  }

  /** A firewall of this machine. @param rules Of nft(8). */
  async guard(rules: string): Promise<void> {
    await this.#namespace.run('nft', ['-f', '-'], rules);
  }

  async close(): Promise<void> {
    for (const running of this.#beside) await running.stop();
    await this.#program.stop();
    await this.#internet.disconnect(this.#namespace);
    await this.#namespace.delete();
  }
}

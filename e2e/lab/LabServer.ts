import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { server as address, serverName } from './addresses.ts';
import type { Identity } from './Identity.ts';
import type { Internet } from './Internet.ts';
import { Namespace } from './Namespace.ts';
import type { Running } from './program.ts';
import type { World } from './world.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface LabServerOptions {
  readonly identity: Identity;
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

  private constructor(internet: Internet, namespace: Namespace, program: Running) {
    this.#internet = internet;
    this.#namespace = namespace;
    this.#program = program;
  }

  static async start(
    internet: Internet,
    { identity, world, settings }: LabServerOptions,
  ): Promise<LabServer> {
    const namespace = await Namespace.create('server');
    await internet.connect(namespace, address);
    const env = {
      ...process.env,
      WORKERS: '1',
      MEDIA_PORT: String(address.mediaPort),
      ANNOUNCED_ADDRESS: `${address.v4},${address.v6}`,
      DATA_DIR: join(world.folder, 'server'),
      TLS_CERT: identity.certificate,
      TLS_KEY: identity.key,
      ...settings,
    };
    const main = join(root, 'server/src/main.ts');
    const program = namespace.start(process.execPath, [main], { cwd: root, env });
    await program.says('Server listening');
    return new LabServer(internet, namespace, program);
  }

  /** Starts another program on the server's machine. */
  startBeside(command: string, args: readonly string[]): Running {
    return this.#namespace.start(command, args);
  }

  async close(): Promise<void> {
    await this.#program.stop();
    await this.#internet.disconnect(this.#namespace);
    await this.#namespace.delete();
  }
}

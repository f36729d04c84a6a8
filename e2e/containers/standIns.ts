// Images under the tags of public ones, made of Debian's packages: public ones cannot be pulled everywhere, and the test
// is of our own files. They have what these rely on: users, folders, programs, and what stands in the way.
import { cpSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../lab/program.ts';
import type { Engine } from './Engine.ts';
import { baseArchive, unpackedPackage } from './rootFolders.ts';
import type { World } from './world.ts';

interface StandIn {
  readonly tag: string;
  readonly recipe: readonly string[];
  /** Puts what the recipe copies into a folder. */
  bring(folder: string, cache: string): Promise<void>;
}

const base = 'debian:12.15-slim';

/** The busybox of the public images has it. */
const wget =
  'RUN apt-get -qq update && apt-get -qq install -y --no-install-recommends busybox libcap2-bin' +
  ' && ln -s /usr/bin/busybox /usr/bin/wget && rm -rf /var/lib/apt/lists/*';

const node: StandIn = {
  tag: 'node:24.21.0-bookworm-slim',
  recipe: [
    'COPY node /usr/local/bin/node',
    'COPY npm /usr/local/lib/node_modules/npm',
    'RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm',
  ],
  async bring(folder) {
    cpSync(process.execPath, join(folder, 'node'));
    const npm = (await run('sh', ['-c', 'command -v npm'])).trim();
    cpSync(join(dirname(realpathSync(npm)), '..'), join(folder, 'npm'), { recursive: true });
  },
};

const caddy: StandIn = {
  tag: 'caddy:2.11.2-alpine',
  recipe: [
    wget,
    'COPY caddy /usr/bin/caddy',
    'RUN setcap cap_net_bind_service=+ep /usr/bin/caddy && mkdir -p /data/caddy /config/caddy /etc/caddy',
  ],
  async bring(folder, cache) {
    const release = await unpackedPackage(cache, 'caddy', 'trixie-backports');
    cpSync(join(release, 'usr/bin/caddy'), join(folder, 'caddy'));
  },
};

const prometheus: StandIn = {
  tag: 'prom/prometheus:v2.53.3',
  recipe: [
    wget,
    'COPY prometheus promtool /bin/',
    'RUN mkdir /prometheus && chown 65534:65534 /prometheus',
    'USER nobody',
    'WORKDIR /prometheus',
    'ENTRYPOINT ["/bin/prometheus"]',
  ],
  async bring(folder, cache) {
    const release = await unpackedPackage(cache, 'prometheus', 'trixie');
    cpSync(join(release, 'usr/bin/prometheus'), join(folder, 'prometheus'));
    // Trixie has it no more.
    const older = await unpackedPackage(cache, 'prometheus', 'bookworm');
    cpSync(join(older, 'usr/bin/promtool'), join(folder, 'promtool'));
  },
};

const coturn: StandIn = {
  tag: 'coturn/coturn:4.18.0',
  recipe: [
    'RUN apt-get -qq update && apt-get -qq install -y --no-install-recommends coturn libcap2-bin' +
      ' && setcap cap_net_bind_service=+ep /usr/bin/turnserver && rm -rf /var/lib/apt/lists/* /etc/turnserver.conf',
    'USER nobody:nogroup',
    'VOLUME ["/var/lib/coturn"]',
    'ENTRYPOINT ["turnserver"]',
  ],
  bring: () => Promise.resolve(),
};

export async function bringStandIns(engine: Engine, world: World): Promise<void> {
  const contexts = join(world.scratch, 'stand-ins');
  mkdirSync(contexts, { recursive: true });
  if ((await engine.try('docker', 'image', 'inspect', base)).code !== 0) {
    const archive = join(contexts, 'base.tar');
    cpSync(await baseArchive(world.cache), archive);
    // The machine's certificate authorities are among Debian's here, and Node is told of them.
    const trust = 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt';
    await engine.docker('import', '--change', trust, engine.pathOf(archive), base);
  }
  for (const { tag, recipe, ...image } of [node, caddy, prometheus, coturn]) {
    const folder = join(contexts, tag.replaceAll(/[/:]/g, '-'));
    mkdirSync(folder);
    await image.bring(folder, world.cache);
    writeFileSync(join(folder, 'Dockerfile'), [`FROM ${base}`, ...recipe, ''].join('\n'));
    await engine.docker('build', '-q', '-t', tag, engine.pathOf(folder));
  }
}

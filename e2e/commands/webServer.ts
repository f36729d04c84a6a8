// The web server of docs/operations.md: Caddy, with the page's own Caddyfile, and a certificate that it has already got.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeBlocks } from '../../scripts/docCommands.ts';
import { Running } from '../lab/program.ts';
import { poll } from '../harness/poll.ts';
import type { Machine } from './enterMachine.ts';
import { runCommands } from './runCommands.ts';

const home = '/var/lib/caddy';
const name = 'meet.example';
const issued = join(home, '.local/share/caddy/certificates/acme-v02.api.letsencrypt.org-directory', name);

/** @throws {Error} with what Caddy says of the Caddyfile. */
export async function startWebServer({ folder, env }: Machine): Promise<Running> {
  const caddyfile = codeBlocks('docs/operations.md').find(({ language }) => language === 'caddy');
  if (!caddyfile) throw new Error('docs/operations.md has no Caddyfile.');
  mkdirSync(issued, { recursive: true });
  for (const [file, end] of [
    ['fullchain.pem', 'crt'],
    ['privkey.pem', 'key'],
  ] as const) {
    cpSync(`/etc/letsencrypt/live/${name}/${file}`, join(issued, `${name}.${end}`), { dereference: true });
  }
  writeFileSync(join(issued, `${name}.json`), JSON.stringify({ sans: [name], issuer_data: {} }));
  const config = join(folder, 'Caddyfile');
  writeFileSync(config, caddyfile.text);
  const caddy = new Running('caddy', ['run', '--config', config, '--adapter', 'caddyfile'], {
    env: { ...env, HOME: home },
  });
  try {
    await caddy.says('serving initial configuration');
    return caddy;
  } catch (error) {
    await caddy.stop();
    throw error;
  }
}

/** By its name and port 443, over HTTP/2, which only Caddy speaks there. */
export async function reachesPage({ env }: Machine): Promise<void> {
  const ask = `test "$(curl -sS -o /dev/null -w '%{http_version} %{http_code}' https://${name}/readyz)" = '2 200'`;
  await poll(
    'the page behind the web server',
    () =>
      runCommands(ask, env, (code) => code === 0).then(
        () => true,
        () => false,
      ),
    { limit: 30_000, pause: 500 },
  );
}

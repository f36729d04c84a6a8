// The stack comes up, and is what a browser expects of a web server.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { poll } from '../harness/poll.ts';
import { server, serverName } from '../lab/addresses.ts';
import { authoritiesIn } from '../lab/Identity.ts';
import { run } from '../lab/program.ts';
import type { Check, Stage } from './Stage.ts';

/** As people set it who have a LAN; and calls of two go through the server, which is what is tested. */
export const settings = {
  PARLEY_DOMAIN: serverName,
  COMPOSE_PROFILES: 'local',
  DIRECT_CALLS: 'false',
  RECORDING: 'hosts',
  RECORDING_MIN_FREE_MB: '10',
};

/** Asks for something as a device in the guests' network. */
function curl({ machine }: Stage, ...args: string[]): Promise<string> {
  return machine.guests.run('curl', ['-sS', '--max-time', '10', ...args]);
}

export const startChecks: readonly Check[] = [
  {
    title:
      '[CT7] one command brings it up, healthy; devices get the root certificate and trust the page, over HTTP/2',
    isGround: true,
    async run(stage) {
      const { stack, world } = stage;
      stack.set(settings);
      await stack.compose('up', '-d', '--wait', '--wait-timeout', '120');
      const root = join(world.scratch, 'root.crt');
      await poll('the root certificate', async () => {
        const text = await curl(stage, '-f', `http://${server.v4}:8081/`).catch(() => '');
        if (!text.includes('BEGIN CERTIFICATE')) return false;
        writeFileSync(root, text);
        return true;
      });
      const store = authoritiesIn(world.home);
      mkdirSync(store, { recursive: true });
      await run('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
      await run('certutil', ['-d', `sql:${store}`, '-A', '-n', 'parley', '-t', 'C,,', '-i', root]);

      const seen = ['-o', '/dev/null', '-w', '%{http_code} %{http_version} %{redirect_url}'];
      let page = '';
      await poll('the certificate', async () => {
        page = await curl(stage, '--cacert', root, ...seen, `https://${serverName}/`).catch(String);
        return page.startsWith('200 ');
      }).catch((error: unknown) => assert.fail(`${String(error)}: ${page}`));
      assert.match(page, /^200 2 /);
      const redirect = await curl(stage, ...seen, `http://${serverName}/r/garden`);
      assert.match(redirect, /^308 1\.1 https:\/\/parley\.test\/r\/garden$/);
      const keys = await curl(
        stage,
        '-o',
        '/dev/null',
        '-w',
        '%{http_code}',
        `http://${server.v4}:8081/root.key`,
      );
      assert.equal(keys, '404');
    },
  },
];

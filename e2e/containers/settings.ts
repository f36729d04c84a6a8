// What people are told before anything runs.
import assert from 'node:assert/strict';
import { serverName } from '../lab/addresses.ts';
import type { Check } from './Stage.ts';

/** Which services run with which profiles. */
const services: readonly [profiles: string, services: readonly string[]][] = [
  ['', ['caddy', 'parley']],
  ['monitoring', ['caddy', 'grafana', 'parley', 'prometheus']],
  ['local', ['caddy', 'local-ca', 'parley']],
  ['coturn', ['caddy', 'coturn', 'parley']],
];

export const settingsChecks: readonly Check[] = [
  {
    title: '[CT2] docker-compose.yml is valid with every profile, and each starts what it says',
    async run({ stack }) {
      stack.set({ PARLEY_DOMAIN: serverName });
      assert.equal(await stack.compose('--profile', '*', 'config', '-q'), '');
      for (const [profiles, expected] of services) {
        stack.set({ PARLEY_DOMAIN: serverName, COMPOSE_PROFILES: profiles });
        const found = (await stack.compose('config', '--services')).split('\n').filter(Boolean);
        assert.deepEqual(found.toSorted(), expected);
      }
    },
  },
  {
    title: '[CT3] without a name, or with a line in .env that is none, nothing starts and it is said why',
    async run({ stack }) {
      stack.set('');
      const nameless = await stack.try('up', '-d');
      assert.notEqual(nameless.code, 0);
      assert.match(nameless.output, /PARLEY_DOMAIN is missing a value: is not set\. Copy \.env\.example/);
      stack.set(`PARLEY_DOMAIN=${serverName}\nthis is no setting`);
      const broken = await stack.try('up', '-d');
      assert.notEqual(broken.code, 0);
      assert.match(broken.output, /\.env: line 2: /);
      assert.equal((await stack.engine.docker('ps', '-aq')).trim(), '');
    },
  },
  {
    title: '[CT21] the profile local by the command line alone is refused, and it is said why',
    async run({ stack }) {
      stack.set({ PARLEY_DOMAIN: serverName });
      const { code, output } = await stack.try(
        '--profile',
        'local',
        'run',
        '--rm',
        '--no-deps',
        '-T',
        'local-ca',
      );
      assert.notEqual(code, 0);
      assert.match(output, /Put COMPOSE_PROFILES=local into \.env/);
    },
  },
  {
    title: '[CT4] what is wrong with settings in .env is said all at once, by its name',
    async run({ stack }) {
      stack.set({ PARLEY_DOMAIN: serverName, LOG_LEVEL: 'loud', VOICES: 'many', RECORDING: 'maybe' });
      const { code, output } = await stack.try('run', '--rm', '--no-deps', '-T', 'parley');
      assert.notEqual(code, 0);
      for (const name of ['LOG_LEVEL', 'VOICES', 'RECORDING']) assert.match(output, new RegExp(name));
      stack.set({ PARLEY_DOMAIN: 'https://meet.example/' });
      const caddy = await stack.try('run', '--rm', '--no-deps', '-T', 'caddy');
      assert.notEqual(caddy.code, 0);
      assert.match(caddy.output, /PARLEY_DOMAIN: "https:.*give one, without scheme or port/);
    },
  },
];

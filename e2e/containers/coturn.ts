// Profile "coturn": calls by coturn, with our configuration and start of it, in place of the bundled TURN server.
import { randomBytes } from 'node:crypto';
import assert from 'node:assert/strict';
import { server, serverName } from '../lab/addresses.ts';
import { examineInside } from './doctor.ts';
import { lookInto, openPorts } from './hardening.ts';
import { Party } from './Party.ts';
import { settings } from './start.ts';
import type { Check, Stage } from './Stage.ts';

/** Over UDP by its address: for its name, Chromium would ask a name server, and the guests have none. */
const urls = [
  `turn:${server.v4}:3478?transport=udp`,
  `turn:${server.v4}:3478?transport=tcp`,
  `turns:${serverName}:5349?transport=tcp`,
];

const ways = [
  { carriage: 'TURN/UDP', rules: ['tcp dport 443 accept', 'udp dport 3478 accept', 'drop'] },
  { carriage: 'TURN/TCP', rules: ['tcp dport { 443, 3478 } accept', 'drop'] },
  { carriage: 'TURN/TLS', rules: ['tcp dport { 443, 5349 } accept', 'drop'] },
] as const;

async function call({ machine }: Stage, { carriage, rules }: (typeof ways)[number]): Promise<void> {
  await machine.letGuestsSend(...rules);
  try {
    await using party = await Party.meet(machine);
    await party.goesBy(carriage);
  } finally {
    await machine.letGuestsSend();
  }
}

export const coturnChecks: readonly Check[] = [
  {
    title: '[CT17] with coturn, calls go by it over UDP, TCP and TLS; it may no more than the others',
    async run(stage) {
      const { stack } = stage;
      const turn = { TURN_SECRET: randomBytes(16).toString('hex'), TURN_URLS: JSON.stringify(urls) };
      stack.set({ ...settings, ...turn, COMPOSE_PROFILES: 'local,coturn' });
      await stack.compose('up', '-d', '--wait', '--wait-timeout', '120');
      await lookInto('coturn', stage);
      assert.deepEqual(await openPorts(stage, ['coturn']), ['3478/tcp', '3478/udp', '5349/tcp']);
      for (const way of ways) await call(stage, way);
      const { failed, output } = await examineInside(stage);
      assert.deepEqual(failed, [], output);
      for (const name of ['TURN over TCP', 'TURN over TLS', 'TURN peers']) {
        assert.match(output, new RegExp(`^(ok|warning) +${name} `, 'm'), output);
      }
      assert.doesNotMatch(
        await stack.compose('logs', '--no-log-prefix', 'coturn'),
        /Bad configuration|Unknown argument/,
      );
    },
  },
];

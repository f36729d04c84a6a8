// What has to be true after each block of commands of docs/systemd.md, in the order of the page.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { codeBlocks } from '../../scripts/docCommands.ts';
import { poll } from '../harness/poll.ts';
import { run } from '../lab/program.ts';
import type { Terminal } from './Terminal.ts';

interface Place {
  /** Of the system's files. */
  readonly folder: string;
  readonly address: string;
}

interface Check {
  readonly what: string;
  /** What the page says in words before the block. */
  prepare?(terminal: Terminal, place: Place): Promise<void>;
  holds(terminal: Terminal, place: Place): Promise<void>;
}

/** Of programs that start on a busy machine. */
const patience = { limit: 60_000, pause: 200 };

export const checks: readonly Check[] = [
  {
    what: 'the service starts, as nobody else, and comes back after a crash',
    async holds(terminal) {
      await isReady();
      assert.equal(await property(terminal, 'UnitFileState'), 'enabled');
      const first = await property(terminal, 'MainPID');
      assert.notEqual((await terminal.type(`stat -c %u /proc/${first}`)).trim(), '0');
      assert.match(await journal(terminal), /Server listening/);
      await terminal.type('systemctl kill -s SIGKILL --kill-whom=main parley');
      await poll(
        'another process',
        async () => !['0', first].includes(await property(terminal, 'MainPID')),
        patience,
      );
      await isReady();
    },
  },
  {
    what: 'it serves with a certificate, on port 443',
    async prepare(terminal, { folder }) {
      const settings = codeBlocks('docs/systemd.md').find(({ language }) => language === 'ini');
      assert(settings);
      writeFileSync(join(folder, 'etc/parley/parley.env'), `${settings.text}\n`, { flag: 'a' });
      await makeCertificate(join(folder, 'etc/parley'));
      const own = join(folder, 'etc/systemd/system/parley.service.d');
      mkdirSync(own, { recursive: true });
      writeFileSync(join(own, 'override.conf'), '[Service]\nSupplementaryGroups=certificates\n');
      await terminal.type(
        'groupadd certificates\nchgrp certificates /etc/parley/privkey.pem\nchmod 640 /etc/parley/privkey.pem',
      );
    },
    async holds(terminal, { folder, address }) {
      const ca = readFileSync(join(folder, 'etc/parley/fullchain.pem'));
      await poll('the page on port 443', async () => (await statusOverTls(address, ca)) === 200, patience);
      assert.equal(await property(terminal, 'ActiveState'), 'active');
    },
  },
  {
    what: 'it is stopped in order',
    async holds(terminal) {
      await hasEnded(terminal, 'SIGTERM');
    },
  },
  {
    what: 'it is drained, and ends by itself',
    async prepare(terminal) {
      await terminal.type('systemctl start parley');
      await isReady();
    },
    async holds(terminal) {
      await poll('its end', async () => (await property(terminal, 'ActiveState')) === 'inactive', patience);
      await hasEnded(terminal, 'drained');
    },
  },
];

async function isReady(): Promise<void> {
  const ask = () => fetch('http://127.0.0.1:3000/readyz').catch(() => undefined);
  await poll('/readyz', async () => (await ask())?.ok, patience);
}

async function hasEnded(terminal: Terminal, reason: string): Promise<void> {
  assert.equal(await property(terminal, 'ActiveState'), 'inactive');
  assert.equal(await property(terminal, 'Result'), 'success');
  assert.equal(await property(terminal, 'ExecMainStatus'), '0');
  const lines = (await journal(terminal)).split('\n').filter((line) => line.includes('"msg":"closing"'));
  assert.match(
    lines.findLast((line) => line.includes('"hostname"')) ?? '',
    new RegExp(`"reason":"${reason}"`),
  );
}

async function property(terminal: Terminal, name: string): Promise<string> {
  return (await terminal.type(`systemctl show --value -p ${name} parley`)).trim();
}

function journal(terminal: Terminal): Promise<string> {
  return terminal.type('journalctl -u parley --no-pager -o cat');
}

async function makeCertificate(folder: string): Promise<void> {
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-noenc',
    '-keyout',
    join(folder, 'privkey.pem'),
  ];
  const name = ['-subj', '/CN=meet.example', '-addext', 'subjectAltName=DNS:meet.example'];
  await run('openssl', [
    'req',
    '-x509',
    '-days',
    '30',
    ...key,
    ...name,
    '-out',
    join(folder, 'fullchain.pem'),
  ]);
}

/** Undefined where nobody answers. */
function statusOverTls(host: string, ca: Buffer): Promise<number | undefined> {
  return new Promise((resolve) => {
    const options = {
      host,
      ca,
      path: '/readyz',
      servername: 'meet.example',
      headers: { host: 'meet.example' },
    };
    get(options, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', () => resolve(undefined));
  });
}

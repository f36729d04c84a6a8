// A newcomer: a fresh Debian 12, the commands of README.md word by word, and two browsers in a call, by the clock. It is
// the first process of networks, mounts and processes of its own, with which all of this ends.
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { commandsOf } from '../../scripts/docCommands.ts';
import { launchChromium, launchFirefox } from '../harness/browsers.ts';
import { Person } from '../harness/Person.ts';
import { poll } from '../harness/poll.ts';
import { run } from '../lab/program.ts';
import { FreshDebian } from './FreshDebian.ts';
import { Parts } from './Parts.ts';

const limits = { all: 300, own: 60 };
const checkout = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    report: { type: 'string', default: '' },
    /** The socket of the proxy outside. */
    proxy: { type: 'string', default: '' },
    registry: { type: 'string', default: '' },
  },
});
const folder = '/run/newcomer';
const proxyPort = 3128;
const seconds = () => performance.now() / 1000;

if (process.pid !== 1) throw new Error('It is started by `npm run test:newcomer`.');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
process.on('disconnect', () => process.exit(1));

async function main(): Promise<boolean> {
  await makeWorld();
  const debian = await FreshDebian.make({
    folder: join(folder, 'debian'),
    proxy: `http://127.0.0.1:${proxyPort}`,
    npmRegistry: values.registry,
  });
  await debian.clone(checkout);
  const blocks = commandsOf('newcomer').filter(({ file }) => file === 'README.md');
  if (blocks.length === 0) throw new Error('README.md has no commands for a newcomer.');
  console.log(`Debian ${debian.version}, as new. README.md says:`);

  const began = seconds();
  const parts = new Parts(began);
  const typed = debian.type(blocks.map(({ text }) => text).join('\n'));
  for (const output of [typed.stdout, typed.stderr]) {
    if (!output) continue;
    createInterface({ input: output }).on('line', (line) => {
      parts.line(line, seconds());
      console.log(`${String(Math.round(seconds() - began)).padStart(4)} s  ${line}`);
    });
  }
  const ended = Promise.withResolvers<never>();
  typed.on('close', (code) => {
    ended.reject(new Error(`the commands ended, with ${code}`));
  });
  await Promise.race([ended.promise, call()]);
  const all = seconds() - began;
  parts.stop(seconds());

  console.log(`\nFrom the first command to two browsers that see and hear each other: ${all.toFixed(0)} s`);
  for (const [name, time] of Object.entries(parts.seconds))
    console.log(`  ${name.padEnd(10)} ${time.toFixed(0)} s`);
  const own = parts.seconds['own work'];
  if (all > limits.all) console.log(`More than ${limits.all} s.`);
  if (own > limits.own) console.log(`Own work of more than ${limits.own} s.`);
  return all <= limits.all && own <= limits.own;
}

/** Two people open the page that README.md names. */
async function call(): Promise<void> {
  const url = 'http://localhost:3000';
  await poll('the page', async () => (await fetch(`${url}/healthz`).catch(() => undefined))?.ok, {
    limit: 1_200_000,
  });
  const browsers = [await launchChromium(), await launchFirefox()] as const;
  const [ana, ben] = await Promise.all([
    Person.join(browsers[0], `${url}/r/newcomer`, 'Ana'),
    Person.join(browsers[1], `${url}/r/newcomer`, 'Ben'),
  ]);
  await Promise.all([ana.sees('Ben'), ben.sees('Ana'), ana.hears('Ben'), ben.hears('Ana')]);
}

/** A machine with a network address, and no way out but the proxy. Everything it writes is in memory. */
async function makeWorld(): Promise<void> {
  await run('mount', ['-t', 'tmpfs', '-o', 'size=8g', 'newcomer', '/run']);
  for (const name of ['debian', 'home', 'tmp']) mkdirSync(join(folder, name), { recursive: true });
  process.env['HOME'] = join(folder, 'home');
  process.env['TMPDIR'] = join(folder, 'tmp');
  await run('ip', ['link', 'set', 'lo', 'up']);
  await run('ip', ['link', 'add', 'lan', 'type', 'veth', 'peer', 'name', 'cable']);
  await run('ip', ['address', 'add', '10.0.0.5/24', 'dev', 'lan']);
  for (const end of ['lan', 'cable']) await run('ip', ['link', 'set', end, 'up']);
  createServer((socket) => {
    const outside = connect(values.proxy);
    // With either end the other one is over, too.
    pipeline(socket, outside, socket, () => {});
  }).listen(proxyPort, '127.0.0.1');
}

let isGood = false;
try {
  isGood = await main();
} catch (error) {
  console.error(error);
}
writeFileSync(values.report, JSON.stringify({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 }));
process.exit(isGood ? 0 : 1);

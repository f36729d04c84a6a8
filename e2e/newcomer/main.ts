// A newcomer: a fresh Debian 12, the commands of README.md word by word, and two browsers in a call, by the clock. It is
// the first process of networks, mounts and processes of its own, with which all of this ends.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from '@playwright/test';
import { commandsOf } from '../../scripts/docCommands.ts';
import { launchChromium, launchFirefox } from '../harness/browsers.ts';
import { Person } from '../harness/Person.ts';
import { poll } from '../harness/poll.ts';
import { run } from '../lab/program.ts';
import { FreshDebian, workerPackages } from './FreshDebian.ts';
import { Network } from './Network.ts';
import { Parts } from './Parts.ts';

const limits = { all: 300, own: 60 };
const checkout = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    report: { type: 'string', default: '' },
    /** Where this machine has its packages of npm from: lines of an `.npmrc`. */
    npm: { type: 'string', multiple: true, default: [] },
    /** In short: a media worker that is built already, and the time is told and not judged. */
    worker: { type: 'string' },
  },
});
const folder = '/run/newcomer';
/** Where README.md says that it is. */
const url = 'http://localhost:3000';
/** What the commands said, with the time. */
const said: string[] = [];
const seconds = () => performance.now() / 1000;

if (process.pid !== 1) throw new Error('It is started by `npm run test:newcomer`.');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
process.on('disconnect', () => process.exit(1));

async function main(): Promise<boolean> {
  await makeFolders();
  const machine = new Network();
  await machine.share();
  const { resolver } = machine;
  const debian = await FreshDebian.make({
    folder: join(folder, 'debian'),
    machine,
    resolver,
    npm: values.npm,
    packages: values.worker === undefined ? [] : workerPackages,
  });
  await debian.clone(checkout);
  if (values.worker !== undefined) debian.bring(values.worker, '/root/.cache/parley');
  const blocks = commandsOf('newcomer').filter(({ file }) => file === 'README.md');
  if (blocks.length === 0) throw new Error('README.md has no commands for a newcomer.');
  const chromium = await launchChromium();
  const firefox = await launchFirefox();
  console.log(`Debian ${debian.version}, as new. README.md says:`);

  const began = seconds();
  const parts = new Parts(began);
  const typed = debian.type(blocks.map(({ text }) => text).join('\n'));
  for (const output of [typed.stdout, typed.stderr]) {
    if (!output) continue;
    createInterface({ input: output }).on('line', (line) => {
      parts.line(line, seconds());
      const told = `${String(Math.round(seconds() - began)).padStart(4)} s  ${line}`;
      said.push(told);
      if (line.startsWith('+ ')) console.log(told);
    });
  }
  const ended = Promise.withResolvers<never>();
  typed.on('close', (code) => {
    ended.reject(new Error(`the commands ended, with ${code}`));
  });
  await Promise.race([ended.promise, served()]);
  parts.begin('two browsers join', seconds());
  await Promise.race([ended.promise, call(chromium, firefox)]);
  const all = seconds() - began;
  parts.stop(seconds());

  console.log(`\nFrom the first command to two browsers that see and hear each other: ${all.toFixed(0)} s`);
  for (const kind of ['downloads', 'compiling', 'own work'] as const) {
    console.log(inColumns(kind, parts.seconds(kind)));
    for (const part of parts.all)
      if (part.kind === kind) console.log(inColumns(`  ${part.title}`, part.seconds));
  }
  const own = parts.seconds('own work');
  if (values.worker !== undefined) return true;
  if (all > limits.all) console.log(`More than ${limits.all} s.`);
  if (own > limits.own) console.log(`Own work of more than ${limits.own} s.`);
  return all <= limits.all && own <= limits.own;
}

function inColumns(title: string, time: number): string {
  return `${time.toFixed(1).padStart(7)} s  ${title}`;
}

async function served(): Promise<void> {
  await poll('the page', async () => (await fetch(`${url}/healthz`).catch(() => undefined))?.ok, {
    limit: 1_200_000,
  });
}

/** Two people open the page. */
async function call(chromium: Browser, firefox: Browser): Promise<void> {
  const [ana, ben] = await Promise.all([
    Person.join(chromium, `${url}/r/newcomer`, 'Ana'),
    Person.join(firefox, `${url}/r/newcomer`, 'Ben'),
  ]);
  await Promise.all([ana.sees('Ben'), ben.sees('Ana'), ana.hears('Ben'), ben.hears('Ana')]);
}

/** Everything that is written is in memory. */
async function makeFolders(): Promise<void> {
  await run('mount', ['-t', 'tmpfs', '-o', 'size=8g', 'newcomer', '/run']);
  for (const name of ['debian', 'home', 'tmp']) mkdirSync(join(folder, name), { recursive: true });
  process.env['HOME'] = join(folder, 'home');
  process.env['TMPDIR'] = join(folder, 'tmp');
}

let isGood = false;
try {
  isGood = await main();
} catch (error) {
  console.error(error);
  console.log(`The last that was said:\n${said.slice(-100).join('\n')}`);
}
writeFileSync(values.report, JSON.stringify({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 }));
process.exit(isGood ? 0 : 1);

// The commands of the documentation, run as they stand. Argument: --report FILE, and words of which one has to be in the name of a page.
import { randomBytes } from 'node:crypto';
import { openSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { commandsOf, type CodeBlock } from '../../scripts/docCommands.ts';
import { enterMachine, type Machine } from './enterMachine.ts';
import { runCommands } from './runCommands.ts';
import { Service } from './Service.ts';
import {
  authFor,
  needsWebServer,
  portOfService,
  startParley,
  stopParley,
  type Auth,
} from './surroundings.ts';
import { reachesPage, startWebServer } from './webServer.ts';

const { values, positionals } = parseArgs({
  options: { report: { type: 'string' } },
  allowPositionals: true,
});
const blocks = commandsOf('docs').filter(
  ({ file }) => positionals.length === 0 || positionals.some((word) => file.includes(word)),
);
const tally = { passed: 0, failed: 0 };
// What is opened later is in the machine’s own memory.
const report = values.report === undefined ? undefined : openSync(values.report, 'w');
const machine = await enterMachine();
let parley: { service: Service; auth: Auth } | undefined;
let page: string | undefined;

for (const block of blocks) {
  // Commands of another page may have deleted what those of this one need.
  if (page !== block.file) await endParley();
  page = block.file;
  const where = `${block.file}:${block.line}`;
  const started = performance.now();
  try {
    await tryBlock(block, machine);
    tally.passed += 1;
    console.log(`ok     ${where} (${Math.round((performance.now() - started) / 1000)} s)`);
  } catch (error) {
    tally.failed += 1;
    console.log(`FAILED ${where}\n${block.text}\n${error instanceof Error ? error.message : String(error)}`);
  }
}
await endParley();
if (report !== undefined) writeFileSync(report, JSON.stringify(tally));
process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);

async function tryBlock({ text }: CodeBlock, machine: Machine): Promise<void> {
  // Three dots stand for a secret of one's own.
  const commands = text.replaceAll('…', randomBytes(24).toString('hex'));
  const { env } = machine;
  const port = portOfService(commands);
  if (port === undefined) {
    const auth = authFor(commands);
    if (parley?.auth !== auth) await endParley();
    parley ??= { service: await startParley(machine, auth), auth };
    await runCommands(commands, env, (code) => code === 0 || (isLoadTest(commands) && code === 2));
    return;
  }
  // It has the ports of the one that is spoken to.
  await endParley();
  const webServer = needsWebServer(commands) ? await startWebServer(machine) : undefined;
  try {
    const service = await Service.start(commands, env, port);
    try {
      if (webServer) await reachesPage(machine);
    } finally {
      await service.stop();
    }
  } finally {
    await webServer?.stop();
  }
}

async function endParley(): Promise<void> {
  const ended = parley;
  parley = undefined;
  if (ended) await stopParley(ended.service);
}

/** It says with 2 that what it measured does not count: so it may be, on whatever machine this is. */
function isLoadTest(commands: string): boolean {
  return commands.includes('npm run loadtest');
}

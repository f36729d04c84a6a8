// The test of the containers: brings the stack up and checks it. Arguments: --short for what matters most, and words that
// a check's title has to contain.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildImages } from './buildImages.ts';
import { checks } from './checks.ts';
import { Engine } from './Engine.ts';
import { Machine } from './Machine.ts';
import { engineFolder } from './rootFolders.ts';
import { Stack } from './Stack.ts';
import type { Check } from './Stage.ts';
import { bringStandIns } from './standIns.ts';
import { timed } from './timed.ts';
import { enterWorld } from './world.ts';

const { values, positionals } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    report: { type: 'string' },
    cgroup: { type: 'string', default: '/parley-containers' },
  },
  allowPositionals: true,
});
const tally = { passed: 0, failed: 0 };

const world = await enterWorld();
const root = await timed('engine', () => engineFolder(world.cache));
const machine = await Machine.create(join(root, 'etc'));
const place = { root, data: join(world.cache, 'data'), scratch: world.scratch, cgroup: values.cgroup };
const engine = await timed('start of the engine', () => Engine.start(machine, place));
const stack = new Stack(engine, world.project);
await stack.clear();
await timed('stand-ins for public images', () => bringStandIns(engine, world));

const stage = { machine, stack, world };
await timed('our images', () => buildImages(stage, values));

async function count(check: Check): Promise<void> {
  const started = performance.now();
  try {
    const said = await check.run(stage);
    tally.passed += 1;
    console.log(
      `ok     ${check.title} (${((performance.now() - started) / 1000).toFixed(1)} s)${said ? `: ${said}` : ''}`,
    );
  } catch (error) {
    tally.failed += 1;
    console.log(`FAILED ${check.title}: ${error instanceof Error ? error.message : String(error)}`);
    const { output } = await stack.try('logs', '--tail', '15');
    console.log(output);
  }
}

const chosen = checks.filter(({ isLong }) => !isLong || !values.short);
for (const check of chosen) {
  if (check.isGround || positionals.every((words) => check.title.includes(words))) await count(check);
}
await stack.clear();
await engine.stop();
if (values.report) writeFileSync(values.report, JSON.stringify(tally));
// The world ends with its first process, and all that is in it.
process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);

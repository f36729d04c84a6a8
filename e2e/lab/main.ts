// The lab: makes its calls one after another and tells of each. Arguments: --short for few of them, and words that
// a call's title has to contain.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { serverName } from './addresses.ts';
import { Identity } from './Identity.ts';
import { Internet } from './Internet.ts';
import { LabServer } from './LabServer.ts';
import { failureLine, heading } from './report.ts';
import { settingsOf, type Setup } from './setups.ts';
import { doctorTrials, trials } from './trials.ts';
import { enterWorld } from './world.ts';

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean', default: false }, report: { type: 'string' } },
  allowPositionals: true,
});
const tried = trials(values).filter(({ setup, title }) =>
  positionals.every((words) => `${setup}: ${title}`.includes(words)),
);
const diagnosed = doctorTrials(values).filter(({ title }) =>
  positionals.every((words) => `doctor: ${title}`.includes(words)),
);
const tally = { passed: 0, failed: 0 };

const world = await enterWorld();
const internet = await Internet.open();
const identity = await Identity.create(serverName, world);

/** Tries something, tells of it, and counts it. */
async function count(
  title: string,
  attempt: () => Promise<{ line: string; wrong: string[] }>,
): Promise<void> {
  let wrong: string[];
  try {
    const outcome = await attempt();
    wrong = outcome.wrong;
    console.log(outcome.line);
  } catch (error) {
    wrong = [error instanceof Error ? error.message : String(error)];
  }
  for (const why of wrong) console.log(failureLine(title, why));
  tally[wrong.length === 0 ? 'passed' : 'failed'] += 1;
}

let server: LabServer | undefined;
let setup: Setup | undefined;
for (const trial of tried) {
  if (trial.setup !== setup) {
    await server?.close();
    setup = trial.setup;
    server = await LabServer.start(internet, { keyPair: identity, world, settings: settingsOf[setup] });
    console.log(`\n${setup}\n${heading}`);
  }
  const current = server;
  if (current) await count(trial.title, () => trial.run(internet, current));
}
await server?.close();
if (diagnosed.length > 0) console.log('\ndoctor');
for (const trial of diagnosed) await count(trial.title, () => trial.run(internet, { identity, world }));
if (values.report) writeFileSync(values.report, JSON.stringify(tally));
// The world ends with its first process, and all that is in it.
process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);

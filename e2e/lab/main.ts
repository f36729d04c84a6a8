// The lab: makes its calls one after another and tells of each. Arguments: --short for few of them, and words that
// a call's title has to contain.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { serverName } from './addresses.ts';
import { makeCall } from './call.ts';
import { allCalls, fewCalls, titleOf, type LabCall } from './calls.ts';
import { Identity } from './Identity.ts';
import { Internet } from './Internet.ts';
import { LabServer } from './LabServer.ts';
import { mistakes } from './outcome.ts';
import { failureLine, heading, lineOf } from './report.ts';
import { settingsOf } from './setups.ts';
import { enterWorld } from './world.ts';

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean', default: false }, report: { type: 'string' } },
  allowPositionals: true,
});
const calls = (values.short ? fewCalls : allCalls).filter((call) =>
  positionals.every((words) => `${call.setup}: ${titleOf(call)}`.includes(words)),
);
const tally = { passed: 0, failed: 0 };

const world = await enterWorld();
const internet = await Internet.open();
const identity = await Identity.create(serverName, world);

/** Makes a call, tells of it, and counts it. */
async function count(server: LabServer, call: LabCall): Promise<void> {
  let wrong: string[];
  try {
    const outcome = await makeCall(internet, server, call);
    wrong = mistakes(call, outcome);
    console.log(lineOf(call, outcome, wrong.length === 0));
  } catch (error) {
    wrong = [error instanceof Error ? error.message : String(error)];
  }
  for (const why of wrong) console.log(failureLine(call, why));
  tally[wrong.length === 0 ? 'passed' : 'failed'] += 1;
}

let server: LabServer | undefined;
let setup: LabCall['setup'] | undefined;
for (const call of calls) {
  if (call.setup !== setup) {
    await server?.close();
    setup = call.setup;
    server = await LabServer.start(internet, { identity, world, settings: settingsOf[setup] });
    console.log(`\n${setup}\n${heading}`);
  }
  if (server) await count(server, call);
}
if (values.report) writeFileSync(values.report, JSON.stringify(tally));
// The world ends with its first process, and all that is in it.
process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);

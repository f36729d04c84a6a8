// npm run bench:sfu: what it costs Parley to forward packets, beside mediasoup with nothing around it and beside Janus, each
// on one core with the load on another. On Linux. Arguments: "quick" for one short round of one scenario, names of scenarios
// for those alone, "record" to write the results to docs/.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allowedCores } from '../../scripts/bench/processes.ts';
import { chartOf } from './chart.ts';
import { missingForJanus, startBare, startJanus, startParley } from './programs.ts';
import { printResults, printRound, printVerdicts } from './report.ts';
import { resultsOf } from './results.ts';
import { CoreWatch } from './CoreWatch.ts';
import { Crowd, type Round } from './Crowd.ts';
import { scenarioNames, scenarioOf } from './scenarios.ts';

const args = new Set(process.argv.slice(2));
const isQuick = args.has('quick');
const named = scenarioNames.filter((name) => args.has(name));
const [shortest] = scenarioNames;
const scenarios = (named.length > 0 ? named : isQuick ? [shortest] : scenarioNames).map(scenarioOf);
/** The first is not counted: in it, what is compiled while it runs is compiled. */
const rounds = isQuick ? 1 : 13;
const seconds = 2;

const [serverCore, generatorCore] = allowedCores();
if (serverCore === undefined || generatorCore === undefined)
  throw new Error('The benchmark needs two cores.');
const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
const place = { core: serverCore, folder };
const missing = missingForJanus();
if (missing !== undefined) console.log(`Without Janus: ${missing}.`);
const servers = [
  await startParley(place),
  await startBare(place),
  ...(missing === undefined ? [await startJanus(place)] : []),
];

const watches = [serverCore, generatorCore].map((core) => new CoreWatch(core));
const measured = new Map(
  scenarios.map(({ name }) => [name, new Map(servers.map(({ kind }) => [kind, [] as Round[]]))] as const),
);
try {
  for (const scenario of scenarios) {
    const crowds: Crowd[] = [];
    for (const server of servers) crowds.push(await Crowd.enter(server, scenario, generatorCore));
    for (let round = 1; round <= rounds; round += 1) {
      const counts = rounds === 1 || round > 1;
      console.log(`${scenario.name}, round ${round} of ${rounds}${counts ? '' : ', not counted'}`);
      // Each is first as often as the others.
      const first = round % crowds.length;
      for (const crowd of [...crowds.slice(first), ...crowds.slice(0, first)]) {
        const found = await crowd.measure(seconds, watches);
        if (counts) measured.get(scenario.name)?.get(crowd.kind)?.push(found);
        printRound(crowd.kind, found);
      }
    }
    for (const crowd of crowds) await crowd.leave();
  }
} finally {
  await Promise.all([...watches, ...servers].map((each) => each.stop()));
  rmSync(folder, { recursive: true });
}

const results = resultsOf(measured, seconds);
printResults(results);
printVerdicts(results);
if (args.has('record')) {
  const docs = fileURLToPath(new URL('../../docs/performance/', import.meta.url));
  writeFileSync(join(docs, 'sfu.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(join(docs, 'sfu.svg'), chartOf(results));
}
const own = results.scenarios.flatMap(({ servers: found }) => [found.parley, found.mediasoup]);
// What another server loses is for its makers to mend.
if (own.some((result) => result && result.lost > 0)) process.exitCode = 1;
else if (own.some((result) => result && result.invalid.length > 0)) process.exitCode = 2;
process.exit();

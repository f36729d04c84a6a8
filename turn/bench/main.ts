// npm run bench:turn: what Parley's TURN server costs, beside coturn and beside a forwarder without a protocol, each on
// one core with the load on another, and what a second process adds. On Linux. Argument: "quick" for one short round.
import { allowedCores } from '../../scripts/bench/processes.ts';
import { hasCoturn, startCoturn, startForwarder, startGenerator, startParley } from './programs.ts';
import { printRound, printScaling, printServers, printVerdicts } from './report.ts';
import { measureDirect, measureServer, type Length, type Round } from './round.ts';
import { measureScaling, type Scaling } from './scaling.ts';
import type { EchoResult } from './Task.ts';

const isQuick = process.argv[2] === 'quick';
const rounds = isQuick ? 1 : 5;
const length: Length = { seconds: isQuick ? 1 : 3, perSecond: 10_000 };

const cores = allowedCores();
const [first, second] = cores;
if (first === undefined || second === undefined) throw new Error('The benchmark needs two cores.');

const servers = {
  Parley: await startParley([first]),
  ...(hasCoturn() && { coturn: await startCoturn(first) }),
  forwarder: await startForwarder(first),
};
const generator = startGenerator(second);
const direct: EchoResult[] = [];
const measured = new Map<string, Round[]>(Object.keys(servers).map((name) => [name, []]));
for (let round = 1; round <= rounds; round += 1) {
  console.log(`round ${round} of ${rounds}`);
  direct.push(await measureDirect(generator, length));
  for (const [name, server] of Object.entries(servers)) {
    const found = await measureServer(generator, server, length);
    measured.get(name)?.push(found);
    printRound(name, found);
  }
}
await generator.stop();
await Promise.all(Object.values(servers).map((server) => server.stop()));

const scaling: Scaling[] = [];
for (let round = 1; round <= rounds; round += 1) {
  console.log(`round ${round} of ${rounds} of one and two processes`);
  scaling.push(await measureScaling([first, second], length.seconds));
}

printServers(measured, direct, length);
printScaling(scaling);
printVerdicts(measured, direct, scaling, length);
// What the other servers lose is for their makers to mend.
const lost = measured.get('Parley')?.some(({ echo }) => echo.lost > 0);
process.exit(lost ? 1 : 0);

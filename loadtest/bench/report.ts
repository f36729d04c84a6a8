// What is printed: medians of the rounds, and which goals are met.
import { count, memory, ms } from '../src/report/units.ts';
import { serverNames, type Results, type ServerResult } from './results.ts';
import type { Round } from './Crowd.ts';
import type { ServerKind } from './Task.ts';

const NAME_WIDTH = 36;
const WIDTH = 18;

const share = (value: number) => `${(value * 100).toFixed(1)} %`;

function row(name: string, cells: readonly string[]): void {
  console.log(name.padEnd(NAME_WIDTH) + cells.map((cell) => cell.padStart(WIDTH)).join(''));
}

/** What tells a round that was disturbed from others. */
export function printRound(kind: ServerKind, round: Round): void {
  console.log(
    [
      `  ${serverNames[kind].padEnd(16)}`,
      `${round.microsecondsPerPacket.toFixed(2)} µs`,
      `${count(round.packetsPerSecond)} packets/s, ${round.lost} lost`,
      `p99 ${ms(round.p99)}`,
      `generator ${share(round.generatorCpu)}`,
      `stood still for ${ms(round.stalled)}`,
      ...round.invalid.map((reason) => `INVALID: ${reason}`),
    ].join('  '),
  );
}

export function printResults({ machine, node, rounds, seconds, scenarios }: Results): void {
  console.log(`\nNode ${node}, ${machine}`);
  console.log(`${seconds} s each, medians of ${rounds} rounds`);
  for (const { scenario, servers, toBare, toJanus } of scenarios) {
    const all = Object.entries(servers) as [ServerKind, ServerResult][];
    const line = (name: string, show: (result: ServerResult) => string) => {
      row(
        `  ${name}`,
        all.map(([, result]) => show(result)),
      );
    };
    console.log('');
    row(
      scenario,
      all.map(([kind]) => serverNames[kind]),
    );
    line('packets forwarded a second', (result) => count(result.packetsPerSecond));
    line('CPU of one, of what forwards', (result) => `${result.microsecondsPerPacket.toFixed(2)} µs`);
    line('CPU of one, of all processes', (result) => `${result.microsecondsInAll.toFixed(2)} µs`);
    line('what forwards, of a core', (result) => share(result.mediaCpu));
    line('what is beside it, of a core', (result) => share(result.serviceCpu));
    line('latency, p50', (result) => ms(result.p50));
    line('latency, p99', (result) => ms(result.p99));
    line('lost, of all valid rounds', (result) => count(result.lost));
    line('memory of what forwards', (result) => memory(result.mediaMemory));
    line('memory of what is beside it', (result) => memory(result.serviceMemory));
    line("generator's core", (result) => share(result.generatorCpu));
    line('rounds that are INVALID', (result) => count(result.invalid.length));
    console.log(`  Parley to mediasoup alone: ${toBare.toFixed(3)}, of what forwards`);
    if (toJanus !== null) console.log(`  Parley to Janus: ${toJanus.toFixed(3)}, of all processes`);
  }
}

export function printVerdicts({ scenarios }: Results): void {
  console.log('');
  const verdict = (isMet: boolean, goal: string, found: string) => {
    console.log(`${isMet ? 'met   ' : 'MISSED'}  ${goal}: ${found}`);
  };
  for (const { scenario, servers, toBare, toJanus } of scenarios) {
    const service = servers.parley?.serviceCpu ?? Number.NaN;
    verdict(toBare <= 1.05, `${scenario}: CPU of a packet within 5 % of mediasoup alone`, toBare.toFixed(3));
    verdict(service < 0.03, `${scenario}: service under 3 % of a core`, share(service));
    if (toJanus === null) console.log(`not measured: ${scenario} with Janus`);
    else verdict(toJanus < 1, `${scenario}: CPU of a packet below Janus's`, toJanus.toFixed(3));
    verdict(
      servers.parley?.lost === 0,
      `${scenario}: nothing lost`,
      count(servers.parley?.lost ?? Number.NaN),
    );
  }
}

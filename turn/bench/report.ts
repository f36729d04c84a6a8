// What is printed of the measurements: medians of the rounds, and which targets are met.
import { cpus } from 'node:os';
import { median } from '../../scripts/bench/median.ts';
import { PAYLOAD } from './flows.ts';
import type { Length, Round } from './round.ts';
import type { Relayed, Scaling } from './scaling.ts';
import type { EchoResult, FloodResult } from './Task.ts';

const NAME_WIDTH = 40;
const WIDTH = 12;

type Servers = ReadonlyMap<string, readonly Round[]>;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const whole = (value: number) => Math.round(value).toLocaleString('en');
const digits = (count: number) => (value: number) => value.toFixed(count);

const cpuOf = ({ cores, relayed }: FloodResult) => (cores * 1e6) / relayed;
const megabits = ({ relayed }: FloodResult) => (relayed * PAYLOAD * 8) / 1e6;

function row(name: string, cells: readonly string[]): void {
  console.log(name.padEnd(NAME_WIDTH) + cells.map((cell) => cell.padStart(WIDTH)).join(''));
}

/** What tells a round that was disturbed from others. */
export function printRound(name: string, { echo, toPeers, toClients }: Round): void {
  console.log(
    [
      `  ${name.padEnd(10)}`,
      `p99 ${digits(2)(echo.p99)} ms, ${echo.lost} lost`,
      `waited for its core ${digits(1)(echo.waited * 100)} %`,
      `${whole(toPeers.relayed)} and ${whole(toClients.relayed)} packets/s`,
    ].join('  '),
  );
}

export function printServers(
  servers: Servers,
  direct: readonly EchoResult[],
  { perSecond, seconds }: Length,
): void {
  const names = [...servers.keys()];
  /** A row of medians, and their ratio of Parley to coturn. */
  const line = (name: string, show: (value: number) => string, of: (round: Round) => number | undefined) => {
    const values = names.map((server) =>
      (servers.get(server) ?? []).map(of).filter((value) => value !== undefined),
    );
    const medians = values.map((each) => (each.length > 0 ? median(each) : undefined));
    const [parley, coturn] = medians;
    const ratio = servers.has('coturn') && parley && coturn ? (parley / coturn).toFixed(2) : '';
    row(name, [...medians.map((value) => (value === undefined ? '' : show(value))), ratio]);
  };

  const [{ model } = { model: 'unknown' }] = cpus();
  console.log(`\nNode ${process.version}, ${cpus().length} cores: ${model}`);
  console.log(`${PAYLOAD}-byte packets, ${seconds} s each, medians of ${direct.length} rounds\n`);
  row('', [...names, servers.has('coturn') ? 'ratio' : '']);

  console.log(`${whole(perSecond)} packets a second, each sent back`);
  line('  CPU of a relayed packet, µs', digits(1), ({ echo }) => echo.cpu);
  line('  round trip, p50, ms', digits(3), ({ echo }) => echo.p50);
  line('  round trip, p99, ms', digits(3), ({ echo }) => echo.p99);
  line('  lost of each round', whole, ({ echo }) => echo.lost);
  line('  waited for its core, %', digits(1), ({ echo }) => echo.waited * 100);
  row('  round trip without a server, ms', [
    `p50 ${digits(3)(median(direct.map(({ p50 }) => p50)))}`,
    `  p99 ${digits(3)(median(direct.map(({ p99 }) => p99)))}`,
  ]);

  for (const [name, of] of [
    ['to peers', (round: Round) => round.toPeers],
    ['to clients', (round: Round) => round.toClients],
  ] as const) {
    console.log(`as many packets as one core relays, ${name}`);
    line('  packets a second', whole, (round) => of(round).relayed);
    line('  Mbit/s', whole, (round) => megabits(of(round)));
    line('  CPU of a relayed packet, µs', digits(1), (round) => cpuOf(of(round)));
    line('  packets offered a second', whole, (round) => of(round).offered);
  }

  console.log('allocations made and given back, with their challenge');
  line('  a second', whole, ({ handshakes }) => handshakes?.perSecond);
  line('  cores used by the generator', digits(2), ({ handshakes }) => handshakes?.ownCores);
}

export function printScaling(scaling: readonly Scaling[]): void {
  const cells = (of: (relayed: Relayed) => number, show: (value: number) => string) => {
    const [one, two] = [median(scaling.map(({ one }) => of(one))), median(scaling.map(({ two }) => of(two)))];
    return [show(one), show(two), (two / one).toFixed(2)];
  };
  console.log('\nParley, to peers, two cores with a generator on each');
  row('', ['1 process', '2 processes', 'ratio']);
  row(
    '  packets a second',
    cells(({ perSecond }) => perSecond, whole),
  );
  row(
    '  cores that they got',
    cells(({ cores }) => cores, digits(2)),
  );
  row(
    '  packets a second and core',
    cells(({ perSecond, cores }) => perSecond / cores, whole),
  );
  row(
    '  packets offered a second',
    cells(({ offered }) => offered, whole),
  );
}

export function printVerdicts(
  servers: Servers,
  direct: readonly EchoResult[],
  scaling: readonly Scaling[],
  { perSecond }: Length,
): void {
  const medianOf = (name: string, of: (round: Round) => number | undefined) =>
    median((servers.get(name) ?? []).map((round) => of(round) ?? Number.NaN));
  const verdict = (isMet: boolean, target: string, found: string) => {
    console.log(`${isMet ? 'met   ' : 'MISSED'}  ${target}: ${found}`);
  };

  console.log('');
  if (servers.has('coturn')) {
    const ratioOf = (of: (round: Round) => number) => medianOf('Parley', of) / medianOf('coturn', of);
    const ratios = [
      ratioOf(({ echo }) => echo.cpu),
      ratioOf(({ toPeers }) => cpuOf(toPeers)),
      ratioOf(({ toClients }) => cpuOf(toClients)),
    ];
    verdict(
      Math.max(...ratios) <= 1.8,
      "CPU of a packet at most 1.8 × coturn's",
      `${ratios.map(digits(2)).join(', ')} (sent back, to peers, to clients)`,
    );
  } else console.log("not measured: coturn's programs are not there");

  const added = medianOf('Parley', ({ echo }) => echo.p99) - median(direct.map(({ p99 }) => p99));
  verdict(
    added <= 2,
    `p99 of added latency at most 2 ms at ${whole(perSecond)} packets/s`,
    `${digits(3)(added)} ms there and back`,
  );
  const allocations = medianOf('Parley', ({ handshakes }) => handshakes?.perSecond);
  verdict(allocations >= 4000, 'at least 4,000 allocations/s', whole(allocations));
  const ratio = median(scaling.map(({ one, two }) => two.perSecond / one.perSecond));
  verdict(ratio >= 1.7, 'two processes relay at least 1.7 times as much', digits(2)(ratio));
  const lost = sum((servers.get('Parley') ?? []).map(({ echo }) => echo.lost));
  verdict(lost === 0, `nothing lost at ${whole(perSecond)} packets/s`, whole(lost));
}

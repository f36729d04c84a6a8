// npm run bench:recording: what it costs to record a room of eight, beside ffmpeg and beside a program that only receives, each on
// one core with the load on another; and how long its film takes, on all of them. On Linux. Argument: "quick" for one short round.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureFilms } from '../../composer/bench/measureFilms.ts';
import { LoadProcess } from '../../scripts/bench/LoadProcess.ts';
import { median } from '../../scripts/bench/median.ts';
import { allowedCores } from '../../scripts/bench/processes.ts';
import { PEOPLE, type Results, type Sent, type Task } from './Task.ts';
import { hasFfmpeg, startFfmpeg, startReceiver, startRecorder, type Writer } from './writers.ts';

const GOALS = { core: 0.05, memory: 100e6, overhead: 0.03 };
const FFMPEG_PORTS = 28_000;

const isQuick = process.argv[2] === 'quick';
const [rounds, seconds, settle] = isQuick ? [1, 5, 2] : [5, 20, 5];

const [first, second] = allowedCores();
if (first === undefined || second === undefined) throw new Error('The benchmark needs two cores.');

interface Measured {
  readonly core: number;
  readonly memory: number;
  /** Bytes on the disk that are not payload, of those that are. */
  readonly overhead: number;
}

const generator = new LoadProcess<Task, Results>(second, new URL('generatorMain.ts', import.meta.url));
const from = await generator.run({ name: 'open' });

const writers: Record<string, (dir: string) => Promise<Writer>> = {
  Parley: (dir) => startRecorder(first, join(dir, 'recording'), from),
  ...(hasFfmpeg() && { 'ffmpeg -c copy': (dir: string) => startFfmpeg(first, dir, FFMPEG_PORTS) }),
  'only receiving': () => startReceiver(first),
};
const measured = new Map<string, Measured[]>(Object.keys(writers).map((name) => [name, []]));

for (let round = 1; round <= rounds; round += 1) {
  console.log(`round ${round} of ${rounds}`);
  for (const [name, start] of Object.entries(writers)) {
    const one = await measure(start);
    measured.get(name)?.push(one);
    console.log(`  ${name}: ${describe(one)}`);
  }
}
await generator.stop();

console.log(`\nA room of ${PEOPLE}, in the middle:`);
const middles = new Map([...measured].map(([name, all]) => [name, middleOf(all)]));
for (const [name, middle] of middles) console.log(`  ${name}: ${describe(middle)}`);
const parley = middles.get('Parley') as Measured;
const ffmpeg = middles.get('ffmpeg -c copy');
if (ffmpeg) console.log(`CPU: ${(parley.core / ffmpeg.core).toFixed(2)} times ffmpeg's`);
const receiving = middles.get('only receiving') as Measured;
console.log(`CPU: ${(parley.core / receiving.core).toFixed(2)} times what receiving takes`);

if (hasFfmpeg()) {
  const { film, encoding } = await measureFilms(isQuick ? 1 : 3, isQuick ? 10 : 60);
  console.log(`\nThe film of a room of ${PEOPLE}: ${film.toFixed(2)} times as fast as it was recorded,`);
  console.log(
    `  ${(encoding / film).toFixed(2)} times as long as ffmpeg takes to encode one track of its size.`,
  );
}

const missed = (['core', 'memory', 'overhead'] as const).filter((what) => parley[what] > GOALS[what]);
console.log(missed.length === 0 ? 'All goals are met.' : `Missed: ${missed.join(', ')}.`);
process.exit(missed.length === 0 ? 0 : 1);

async function measure(start: (dir: string) => Promise<Writer>): Promise<Measured> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    const writer = await start(dir);
    const sent: Sent = await generator.run({
      name: 'send',
      ports: writer.ports,
      settle,
      seconds,
      pid: writer.pid,
    });
    const written = await writer.finish();
    return {
      core: sent.nanoseconds / (seconds * 1e9),
      memory: sent.memory,
      overhead: written / sent.payloadBytes - 1,
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function middleOf(all: readonly Measured[]): Measured {
  const of = (what: keyof Measured): number => median(all.map((one) => one[what]));
  return { core: of('core'), memory: of('memory'), overhead: of('overhead') };
}

function describe({ core, memory, overhead }: Measured): string {
  const disk = overhead > -1 ? `, ${(overhead * 100).toFixed(2)} % more on the disk than payload` : '';
  return `${(core * 100).toFixed(2)} % of a core, ${(memory / 1e6).toFixed(0)} MB${disk}`;
}

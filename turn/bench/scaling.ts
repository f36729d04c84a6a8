// What a second process adds, on the two cores that there may only be. Both are busy in both cases: on each is a
// generator that sends as fast as it can, to all processes of the server. So each process has what a generator leaves of
// a core, which is half of it, and only the number of processes differs.
import { peerPorts, startGenerator, startParley } from './programs.ts';
import { undisturbed } from './undisturbed.ts';

/** Of each generator: enough that the system spreads them over both processes. */
const FLOWS = 16;

export interface Relayed {
  perSecond: number;
  /** How many cores the server used for it. */
  cores: number;
  /** Packets a second that the generators sent. */
  offered: number;
}

export interface Scaling {
  one: Relayed;
  two: Relayed;
}

export async function measureScaling(cores: readonly [number, number], seconds: number): Promise<Scaling> {
  return { one: await measure([cores[0]], cores, seconds), two: await measure(cores, cores, seconds) };
}

function measure(
  serverCores: readonly [number, ...number[]],
  cores: readonly [number, number],
  seconds: number,
): Promise<Relayed> {
  return undisturbed(
    () => measureOnce(serverCores, cores, seconds),
    // Half a core for each process.
    (found) => found.cores < 0.45 * serverCores.length,
  );
}

async function measureOnce(
  serverCores: readonly [number, ...number[]],
  cores: readonly [number, number],
  seconds: number,
): Promise<Relayed> {
  const server = await startParley(serverCores);
  const { path, pids } = server;
  const generators = cores.map(startGenerator);
  const peerPort = (index: number) => peerPorts.first + index * FLOWS;
  await Promise.all(
    generators.map((generator, index) =>
      generator.run({ name: 'open', path, flows: FLOWS, peerPort: peerPort(index) }),
    ),
  );
  const results = await Promise.all(
    generators.map((generator) => generator.run({ name: 'flood', direction: 'to peers', seconds, pids })),
  );
  await Promise.all(generators.map((generator) => generator.run({ name: 'close' })));
  await Promise.all(generators.map((generator) => generator.stop()));
  await server.stop();
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return {
    perSecond: sum(results.map(({ relayed }) => relayed)),
    offered: sum(results.map(({ offered }) => offered)),
    // Both have looked at the same processes at the same time.
    cores: sum(results.map(({ cores }) => cores)) / results.length,
  };
}

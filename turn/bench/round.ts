// One round of measurements of one server, or of nothing between clients and peers.
import { peerPorts, type Generator, type Program } from './programs.ts';
import type { EchoResult, FloodResult, HandshakesResult, Path } from './Task.ts';
import { undisturbed } from './undisturbed.ts';

const FLOWS = 10;
/** Seconds in which what is compiled while it runs is compiled. */
const WARM_UP = 0.5;

export interface Length {
  seconds: number;
  /** Packets of clients, each of which is sent back. */
  perSecond: number;
}

export interface Round {
  echo: EchoResult;
  toPeers: FloodResult;
  toClients: FloodResult;
  /** Only of what speaks TURN. */
  handshakes: HandshakesResult | undefined;
}

export function measureServer(generator: Generator, server: Program, length: Length): Promise<Round> {
  return undisturbed(
    () => measureOnce(generator, server, length),
    // A server that gets more than it can relay uses all of its core.
    ({ echo, toPeers, toClients }) => echo.waited > 0.1 || toPeers.cores < 0.9 || toClients.cores < 0.9,
  );
}

async function measureOnce(generator: Generator, { path, pids }: Program, length: Length): Promise<Round> {
  const { seconds } = length;
  await open(generator, path);
  const echo = await measureEcho(generator, length, pids);
  const toPeers = await generator.run({ name: 'flood', direction: 'to peers', seconds, pids });
  const toClients = await generator.run({ name: 'flood', direction: 'to clients', seconds, pids });
  await generator.run({ name: 'close' });
  const handshakes =
    path.kind === 'turn' ? await generator.run({ name: 'handshakes', port: path.port, seconds }) : undefined;
  return { echo, toPeers, toClients, handshakes };
}

export async function measureDirect(generator: Generator, length: Length): Promise<EchoResult> {
  await open(generator, { kind: 'direct' });
  const result = await measureEcho(generator, length, []);
  await generator.run({ name: 'close' });
  return result;
}

async function open(generator: Generator, path: Path): Promise<void> {
  await generator.run({ name: 'open', path, flows: FLOWS, peerPort: peerPorts.first });
}

async function measureEcho(
  generator: Generator,
  { perSecond, seconds }: Length,
  pids: readonly number[],
): Promise<EchoResult> {
  await generator.run({ name: 'echo', perSecond, seconds: WARM_UP, pids });
  return generator.run({ name: 'echo', perSecond, seconds, pids });
}

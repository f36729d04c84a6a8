// What the rounds come to: what is printed, written down and drawn.
import { cpus } from 'node:os';
import { median } from '../../scripts/bench/median.ts';
import type { Round } from './Crowd.ts';
import type { ScenarioName } from './scenarios.ts';
import type { ServerKind } from './Task.ts';

export const serverNames = {
  parley: 'Parley',
  mediasoup: 'mediasoup alone',
  janus: 'Janus',
} as const satisfies Record<ServerKind, string>;

/** The rounds that count, of each scenario and server, in the order in which they were measured. */
export type Rounds = ReadonlyMap<ScenarioName, ReadonlyMap<ServerKind, readonly Round[]>>;

type Figures = { readonly [K in Exclude<keyof Round, 'invalid' | 'lost' | 'stalled'>]: number };

export interface ServerResult extends Figures {
  /** Of all rounds together that are valid. */
  readonly lost: number;
  readonly invalid: readonly string[];
}

interface ScenarioResult {
  readonly scenario: ScenarioName;
  readonly servers: Readonly<Partial<Record<ServerKind, ServerResult>>>;
  /** Medians of the ratios of each round: of what forwards to that of mediasoup alone, of everything to Janus. */
  readonly toBare: number;
  readonly toJanus: number | null;
}

export interface Results {
  readonly date: string;
  readonly machine: string;
  readonly node: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly scenarios: readonly ScenarioResult[];
}

export function resultsOf(rounds: Rounds, seconds: number): Results {
  const [first] = rounds.values();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    rounds: first?.get('parley')?.length ?? 0,
    seconds,
    scenarios: [...rounds].map(([scenario, servers]) => ({
      scenario,
      servers: Object.fromEntries([...servers].map(([kind, own]) => [kind, resultOf(own)])),
      toBare: ratio(servers, 'mediasoup', 'microsecondsPerPacket') ?? Number.NaN,
      toJanus: ratio(servers, 'janus', 'microsecondsInAll'),
    })),
  };
}

function resultOf(rounds: readonly Round[]): ServerResult {
  const of = (name: keyof Figures) => median(rounds.map((round) => round[name]));
  return {
    packetsPerSecond: of('packetsPerSecond'),
    microsecondsPerPacket: of('microsecondsPerPacket'),
    microsecondsInAll: of('microsecondsInAll'),
    mediaCpu: of('mediaCpu'),
    serviceCpu: of('serviceCpu'),
    generatorCpu: of('generatorCpu'),
    p50: of('p50'),
    p99: of('p99'),
    mediaMemory: of('mediaMemory'),
    serviceMemory: of('serviceMemory'),
    lost: rounds.reduce((sum, { lost, invalid }) => sum + (invalid.length > 0 ? 0 : lost), 0),
    invalid: rounds.flatMap(({ invalid }) => invalid),
  };
}

/** Rounds of the two stand beside each other in time, so each is compared to its own. */
function ratio(
  servers: ReadonlyMap<ServerKind, readonly Round[]>,
  other: ServerKind,
  name: keyof Figures,
): number | null {
  const others = servers.get(other);
  if (!others) return null;
  return median(
    (servers.get('parley') ?? []).map((round, n) => round[name] / (others[n]?.[name] ?? Number.NaN)),
  );
}

import type { DropReason, TurnEvents } from './TurnEvents.ts';

/** What was counted: plain data, so that several processes can be added up. */
export interface Counts {
  allocations: number;
  allocationsMade: number;
  connections: number;
  failures: number;
  toPeers: Traffic;
  toClients: Traffic;
  answers: Record<string, number>;
  drops: Partial<Record<DropReason, number>>;
}

interface Traffic {
  packets: number;
  bytes: number;
}

export function noCounts(): Counts {
  return {
    allocations: 0,
    allocationsMade: 0,
    connections: 0,
    failures: 0,
    toPeers: { packets: 0, bytes: 0 },
    toClients: { packets: 0, bytes: 0 },
    answers: {},
    drops: {},
  };
}

/** Counts what a server tells of itself. */
export class Metrics implements TurnEvents {
  readonly counts = noCounts();
  /** Where failures are told in words. */
  onFailure: (error: unknown) => void = () => {};

  allocated(): void {
    this.counts.allocations += 1;
    this.counts.allocationsMade += 1;
  }

  allocationClosed(): void {
    this.counts.allocations -= 1;
  }

  connectionOpened(): void {
    this.counts.connections += 1;
  }

  connectionClosed(): void {
    this.counts.connections -= 1;
  }

  answered(error: number | undefined): void {
    const { answers } = this.counts;
    const code = error === undefined ? 'success' : String(error);
    answers[code] = (answers[code] ?? 0) + 1;
  }

  relayedToPeer(bytes: number): void {
    this.counts.toPeers.packets += 1;
    this.counts.toPeers.bytes += bytes;
  }

  relayedToClient(bytes: number): void {
    this.counts.toClients.packets += 1;
    this.counts.toClients.bytes += bytes;
  }

  dropped(reason: DropReason): void {
    const { drops } = this.counts;
    drops[reason] = (drops[reason] ?? 0) + 1;
  }

  failed(error: unknown): void {
    this.counts.failures += 1;
    this.onFailure(error);
  }
}

export function sumOf(all: readonly Counts[]): Counts {
  const sum = noCounts();
  for (const counts of all) {
    for (const name of ['allocations', 'allocationsMade', 'connections', 'failures'] as const) {
      sum[name] += counts[name];
    }
    for (const name of ['toPeers', 'toClients', 'answers', 'drops'] as const) {
      const into = sum[name] as Record<string, number>;
      for (const [key, count] of Object.entries(counts[name])) into[key] = (into[key] ?? 0) + count;
    }
  }
  return sum;
}

/** The text format of Prometheus. */
export function metricsText(counts: Counts): string {
  const both = (what: keyof Traffic): Samples => [
    ['{to="peer"}', counts.toPeers[what]],
    ['{to="client"}', counts.toClients[what]],
  ];
  return [
    metric('gauge', 'turn_allocations', [['', counts.allocations]]),
    metric('gauge', 'turn_connections', [['', counts.connections]]),
    metric('counter', 'turn_allocations_total', [['', counts.allocationsMade]]),
    metric('counter', 'turn_relayed_packets_total', both('packets')),
    metric('counter', 'turn_relayed_bytes_total', both('bytes')),
    metric('counter', 'turn_answers_total', labelled('code', counts.answers)),
    metric('counter', 'turn_dropped_total', labelled('reason', counts.drops)),
    metric('counter', 'turn_failures_total', [['', counts.failures]]),
  ].join('');
}

type Samples = [labels: string, value: number][];

function metric(type: 'counter' | 'gauge', name: string, samples: Samples): string {
  return [
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value]) => `${name}${labels} ${value}`),
    '',
  ].join('\n');
}

function labelled(label: string, counts: Readonly<Record<string, number>>): Samples {
  return Object.entries(counts).map(([value, count]) => [`{${label}="${value}"}`, count]);
}

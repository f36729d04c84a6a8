import type { DropReason, TurnEvents } from './TurnEvents.ts';

/** Counts what a server tells of itself, and prints it in the text format of Prometheus. */
export class Metrics implements TurnEvents {
  /** Where failures are told in words. */
  onFailure: (error: unknown) => void = () => {};
  #allocations = 0;
  #allocationsMade = 0;
  #connections = 0;
  #failures = 0;
  readonly #toPeers = { packets: 0, bytes: 0 };
  readonly #toClients = { packets: 0, bytes: 0 };
  readonly #answers = new Map<string, number>();
  readonly #drops = new Map<DropReason, number>();

  allocated(): void {
    this.#allocations += 1;
    this.#allocationsMade += 1;
  }

  allocationClosed(): void {
    this.#allocations -= 1;
  }

  connectionOpened(): void {
    this.#connections += 1;
  }

  connectionClosed(): void {
    this.#connections -= 1;
  }

  answered(error: number | undefined): void {
    const code = error === undefined ? 'success' : String(error);
    this.#answers.set(code, (this.#answers.get(code) ?? 0) + 1);
  }

  relayedToPeer(bytes: number): void {
    this.#toPeers.packets += 1;
    this.#toPeers.bytes += bytes;
  }

  relayedToClient(bytes: number): void {
    this.#toClients.packets += 1;
    this.#toClients.bytes += bytes;
  }

  dropped(reason: DropReason): void {
    this.#drops.set(reason, (this.#drops.get(reason) ?? 0) + 1);
  }

  failed(error: unknown): void {
    this.#failures += 1;
    this.onFailure(error);
  }

  text(): string {
    const both = (what: 'packets' | 'bytes'): Samples => [
      ['{to="peer"}', this.#toPeers[what]],
      ['{to="client"}', this.#toClients[what]],
    ];
    return [
      metric('gauge', 'turn_allocations', [['', this.#allocations]]),
      metric('gauge', 'turn_connections', [['', this.#connections]]),
      metric('counter', 'turn_allocations_total', [['', this.#allocationsMade]]),
      metric('counter', 'turn_relayed_packets_total', both('packets')),
      metric('counter', 'turn_relayed_bytes_total', both('bytes')),
      metric('counter', 'turn_answers_total', labelled('code', this.#answers)),
      metric('counter', 'turn_dropped_total', labelled('reason', this.#drops)),
      metric('counter', 'turn_failures_total', [['', this.#failures]]),
    ].join('');
  }
}

type Samples = [labels: string, value: number][];

function metric(type: 'counter' | 'gauge', name: string, samples: Samples): string {
  return [
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value]) => `${name}${labels} ${value}`),
    '',
  ].join('\n');
}

function labelled(label: string, counts: ReadonlyMap<string, number>): Samples {
  return [...counts].map(([value, count]) => [`{${label}="${value}"}`, count]);
}

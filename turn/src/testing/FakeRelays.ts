import type { Relay, RelayRequest, Relays } from '../allocation/ports.ts';
import type { Address, Family } from '../ip.ts';

interface SentPacket {
  data: string;
  to: Address;
}

/** A relay without a socket: what it sends is kept. */
export class FakeRelay implements Relay {
  readonly family: Family;
  readonly address: Address;
  readonly sent: SentPacket[] = [];
  isClosed = false;
  onPacket: Relay['onPacket'] = () => {};

  constructor(family: Family, address: Address) {
    this.family = family;
    this.address = address;
  }

  send(data: Buffer, start: number, end: number, ip: string, port: number): void {
    this.sent.push({ data: data.toString('latin1', start, end), to: { ip, port } });
  }

  close(): void {
    this.isClosed = true;
  }
}

/** Relays on 198.51.100.1 and 2001:db8::1, with ports counted from 50000. */
export class FakeRelays implements Relays {
  families: ReadonlySet<Family> = new Set<Family>([4, 6]);
  readonly opened: FakeRelay[] = [];
  /** Families of which no port is free. */
  exhausted = new Set<Family>();
  #nextPort = 50_000;

  async open({ family, even }: RelayRequest): Promise<Relay[]> {
    await Promise.resolve();
    if (this.exhausted.has(family)) throw new Error('no relay port is free');
    if (even && this.#nextPort % 2 === 1) this.#nextPort += 1;
    return Array.from({ length: even === 'pair' ? 2 : 1 }, () => {
      const ip = family === 4 ? '198.51.100.1' : '2001:db8::1';
      const relay = new FakeRelay(family, { ip, port: this.#nextPort });
      this.#nextPort += 1;
      this.opened.push(relay);
      return relay;
    });
  }
}

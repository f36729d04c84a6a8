import { Siblings, type Holding } from '../allocation/Siblings.ts';
import { UdpTrunk } from '../net/UdpTrunk.ts';
import { TurnServer, type TurnOptions } from '../TurnServer.ts';
import type { FromMember, SiblingAddress, ToMember } from './messages.ts';

/** One of several processes that are one TURN server together. */
export class Member {
  readonly server: TurnServer;
  readonly #siblings: Siblings;
  readonly #trunk: UdpTrunk;
  readonly #send: (message: FromMember) => void;
  /** Who has not told yet what it holds. */
  #awaited: Set<number> | undefined;
  readonly #introduced = Promise.withResolvers<void>();
  readonly #known = new Set<number>();
  /** What is told with the next turn of the loop, and what was told and not all have heard yet. */
  #untold: Batch | undefined;
  readonly #unheard = new Map<number, Batch>();
  #batches = 0;

  /** @param number Its own; they count from 1. */
  static async open(
    number: number,
    options: Omit<TurnOptions, 'siblings'>,
    send: (message: FromMember) => void,
  ): Promise<Member> {
    const trunk: UdpTrunk = await UdpTrunk.open(
      {
        fromClient: (...packet) => member.server.receiveFromClient(...packet),
        fromRelay: (...packet) => member.server.receiveFromRelay(...packet),
      },
      options.events,
    );
    const member = new Member(number, options, trunk, send);
    send({ type: 'opened', trunkPort: trunk.port });
    return member;
  }

  private constructor(
    number: number,
    options: TurnOptions,
    trunk: UdpTrunk,
    send: (message: FromMember) => void,
  ) {
    this.#trunk = trunk;
    this.#send = send;
    this.#siblings = new Siblings(number, trunk, (holding) => this.#tell(holding));
    this.server = new TurnServer({ ...options, siblings: this.#siblings });
  }

  /** When it knows what the others hold. Clients that it takes before might be another's. */
  get introduced(): Promise<void> {
    return this.#introduced.promise;
  }

  receive(message: ToMember): void {
    switch (message.type) {
      case 'siblings':
        this.#awaited = new Set(message.siblings.map(({ process }) => process));
        for (const sibling of message.siblings) this.#meet(sibling);
        break;
      case 'sibling':
        this.#meet(message.sibling);
        this.#send({
          type: 'holdings',
          batch: 0,
          holdings: this.server.holdings(),
          to: message.sibling.process,
        });
        break;
      case 'gone':
        this.#lose(message.process);
        break;
      case 'holdings':
        for (const holding of message.holdings) this.#siblings.hear(message.process, holding);
        this.#send({ type: 'heard', batch: message.batch, to: message.process });
        this.#awaited?.delete(message.process);
        break;
      case 'heard':
        this.#heard(message.batch, message.process);
        break;
      default:
        message satisfies never;
    }
    if (this.#awaited?.size === 0) this.#introduced.resolve();
  }

  async close(): Promise<void> {
    this.#trunk.close();
    await this.server.close();
  }

  #meet({ process, trunkPort }: SiblingAddress): void {
    this.#known.add(process);
    this.#trunk.connect(process, trunkPort);
  }

  #lose(process: number): void {
    this.#known.delete(process);
    this.#awaited?.delete(process);
    this.#trunk.disconnect(process);
    this.#siblings.forget(process);
    for (const batch of this.#unheard.keys()) this.#heard(batch, process);
  }

  /** Tells the others, with all else that this turn of the loop brings. Resolves when they have heard. */
  #tell(holding: Holding): Promise<void> {
    if (!this.#untold) {
      this.#untold = { holdings: [], isHeard: Promise.withResolvers(), missing: new Set() };
      setImmediate(() => {
        this.#flush();
      });
    }
    this.#untold.holdings.push(holding);
    return this.#untold.isHeard.promise;
  }

  #flush(): void {
    const batch = this.#untold;
    this.#untold = undefined;
    if (!batch) return;
    if (this.#known.size === 0) {
      batch.isHeard.resolve();
      return;
    }
    this.#batches += 1;
    batch.missing = new Set(this.#known);
    this.#unheard.set(this.#batches, batch);
    this.#send({ type: 'holdings', batch: this.#batches, holdings: batch.holdings });
  }

  #heard(number: number, process: number): void {
    const batch = this.#unheard.get(number);
    batch?.missing.delete(process);
    if (batch?.missing.size !== 0) return;
    this.#unheard.delete(number);
    batch.isHeard.resolve();
  }
}

interface Batch {
  holdings: Holding[];
  isHeard: PromiseWithResolvers<void>;
  /** Who has not heard. */
  missing: Set<number>;
}

import type { DeviceSource, Store } from '../CallState.ts';
import type { OpenCarrier } from '../Carrier.ts';
import type { Clock } from '../Clock.ts';
import type { DeviceAccess } from '../DeviceAccess.ts';
import { deviceProblem } from '../deviceProblem.ts';
import { WatchedValue } from '../WatchedValue.ts';
import {
  carriers,
  unchecked,
  ways,
  type CarrierName,
  type CheckState,
  type DeviceResult,
  type Way,
  type WayResult,
} from './CheckState.ts';
import { Visit } from './Visit.ts';

/** Milliseconds in which the server must have said something. */
const GREETING_LIMIT = 8_000;

/** Tries one way after another, or all at once. */
export interface WayTrier {
  try(way: Way): Promise<WayResult>;
  close(): void;
}

export interface NetworkCheckParts {
  readonly access: Pick<DeviceAccess, 'getUserMedia'>;
  readonly openCarrier: Readonly<Record<CarrierName, OpenCarrier>>;
  readonly createTrier: (visit: Visit) => Promise<WayTrier>;
  readonly clock: Clock;
}

/** Tries everything that a call needs, without one: devices, signaling, and each way to the media. */
export class NetworkCheck implements Store<CheckState> {
  readonly #parts: NetworkCheckParts;
  readonly #state = new WatchedValue<CheckState>(unchecked);
  /** Which run of several it is: what comes of an older one is not heard. */
  #run = 0;

  constructor(parts: NetworkCheckParts) {
    this.#parts = parts;
  }

  get(): CheckState {
    return this.#state.get();
  }

  subscribe(listener: () => void): () => void {
    return this.#state.subscribe(listener);
  }

  async start(): Promise<void> {
    this.stop();
    const run = this.#run;
    const isOver = () => run !== this.#run;
    this.#state.set({ ...unchecked, phase: 'running' });
    await Promise.all([this.#tryDevices(isOver), this.#tryNetwork(isOver)]);
    if (!isOver()) this.#state.set({ ...this.get(), phase: 'done', at: this.#parts.clock.now() });
  }

  /** Leaves the devices alone again. */
  stop(): void {
    this.#run += 1;
    for (const device of Object.values(this.get().devices)) if (device.name === 'works') device.track.stop();
    this.#state.set(unchecked);
  }

  /** One after the other: browsers ask for one at a time. */
  async #tryDevices(isOver: () => boolean): Promise<void> {
    for (const source of ['microphone', 'camera'] as const) {
      this.#setDevice(source, { name: 'running' });
      const result = await this.#tryDevice(source);
      if (isOver()) {
        if (result.name === 'works') result.track.stop();
        return;
      }
      this.#setDevice(source, result);
    }
  }

  async #tryDevice(source: DeviceSource): Promise<DeviceResult> {
    const wish = source === 'camera' ? { video: true } : { audio: true };
    try {
      const [track] = (await this.#parts.access.getUserMedia(wish)).getTracks();
      return track ? { name: 'works', track } : { name: 'failed', problem: 'missing' };
    } catch (error) {
      return { name: 'failed', problem: deviceProblem(error) };
    }
  }

  async #tryNetwork(isOver: () => boolean): Promise<void> {
    const visits = await Promise.all(carriers.map((name) => this.#visit(name, isOver)));
    const visit = visits.find((one) => one !== undefined);
    try {
      if (isOver()) return;
      if (visit) await this.#tryWays(visit, isOver);
      else for (const way of ways) this.#setWay(way, { name: 'unknown' });
    } finally {
      for (const one of visits) one?.close();
    }
  }

  async #visit(name: CarrierName, isOver: () => boolean): Promise<Visit | undefined> {
    const set = (result: CheckState['carriers'][CarrierName]) =>
      this.#state.set({ ...this.get(), carriers: { ...this.get().carriers, [name]: result } });
    set({ name: 'running' });
    const { openCarrier, clock } = this.#parts;
    const visit = await Visit.open(openCarrier[name], clock, GREETING_LIMIT);
    if (!isOver()) set({ name: visit ? 'works' : 'blocked' });
    return visit;
  }

  async #tryWays(visit: Visit, isOver: () => boolean): Promise<void> {
    for (const way of ways) this.#setWay(way, { name: 'running' });
    const trier = await this.#parts.createTrier(visit).catch(() => undefined);
    try {
      await Promise.all(
        ways.map(async (way) => {
          // What goes wrong on the way to an answer leaves it unknown.
          const result = (await trier?.try(way).catch(() => undefined)) ?? ({ name: 'unknown' } as const);
          if (!isOver()) this.#setWay(way, result);
        }),
      );
    } finally {
      trier?.close();
    }
  }

  #setDevice(source: DeviceSource, result: DeviceResult): void {
    this.#state.set({ ...this.get(), devices: { ...this.get().devices, [source]: result } });
  }

  #setWay(way: Way, result: WayResult): void {
    this.#state.set({ ...this.get(), ways: { ...this.get().ways, [way]: result } });
  }
}

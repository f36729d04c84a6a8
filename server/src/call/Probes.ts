import { limits, timing, type DtlsFingerprint, type IceServer, type RtpParameters } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { CallDependencies, SfuRouter, SfuTransport } from './ports.ts';

/** Where probes of one socket are kept: they end with it. */
export type ProbesOfSocket = Map<string, Probe>;

/** A transport that belongs to no room: who has it finds out which ways lead to the media. */
export interface Probe {
  readonly transport: SfuTransport;
  readonly iceServers: readonly IceServer[];
  /** Idempotent. */
  close(): void;
}

/** The transports by which people try their network. They have a router of their own while there are any. */
export class Probes {
  readonly #dependencies: CallDependencies;
  readonly #open = new Set<Probe>();
  #router: Promise<SfuRouter> | undefined;
  #coming = 0;
  #closed = false;

  constructor(dependencies: CallDependencies) {
    this.#dependencies = dependencies;
  }

  /** @throws {CallError} `too_fast`, `media_unavailable`, `server_closing` */
  async open(fingerprints: readonly DtlsFingerprint[], ofSocket: ProbesOfSocket): Promise<Probe> {
    if (this.#closed) throw new CallError('server_closing', 'the server is shutting down');
    if (ofSocket.size >= limits.probesPerSocket || this.#open.size + this.#coming >= limits.probes) {
      throw new CallError('too_fast', 'too many are trying their network');
    }
    this.#coming += 1;
    let transport: SfuTransport;
    try {
      transport = await this.#createTransport(fingerprints);
    } finally {
      this.#coming -= 1;
    }
    const probe = this.#probeOf(transport, ofSocket);
    if (this.#closed) {
      probe.close();
      throw new CallError('server_closing', 'the server is shutting down');
    }
    return probe;
  }

  /** Takes sound that nobody hears, so that its sender is told what of it arrives. */
  async listen(
    ofSocket: ProbesOfSocket,
    { transportId, rtpParameters }: { transportId: string; rtpParameters: RtpParameters },
  ): Promise<void> {
    const probe = ofSocket.get(transportId);
    if (!probe) throw new CallError('not_found', 'this socket has no such probe');
    await probe.transport.produce({ kind: 'audio', rtpParameters, paused: false, isVoice: false });
  }

  close(): void {
    this.#closed = true;
    for (const probe of this.#open) probe.close();
    this.#closeRouter();
  }

  async #createTransport(fingerprints: readonly DtlsFingerprint[]): Promise<SfuTransport> {
    const router = (this.#router ??= this.#createRouter());
    try {
      return await (await router).createTransport({ fingerprints });
    } catch (error) {
      // The next one tries with another router.
      if (this.#router === router && this.#open.size === 0) this.#closeRouter();
      throw error;
    }
  }

  #createRouter(): Promise<SfuRouter> {
    return this.#dependencies.sfu.createRouter({
      died: () => {
        this.#router = undefined;
        for (const probe of this.#open) probe.close();
      },
      speakers: () => {},
    });
  }

  #probeOf(transport: SfuTransport, ofSocket: ProbesOfSocket): Probe {
    const { clock } = this.#dependencies;
    const { id } = transport.parameters;
    const cancel = clock.after(timing.probe, () => probe.close());
    const probe: Probe = {
      transport,
      iceServers: this.#iceServers(),
      close: () => {
        if (!this.#open.delete(probe)) return;
        cancel();
        ofSocket.delete(id);
        transport.close();
        if (this.#open.size + this.#coming === 0) this.#closeRouter();
      },
    };
    this.#open.add(probe);
    ofSocket.set(id, probe);
    return probe;
  }

  /** Who may not be in any room gets no relay to everybody, as those of direct calls are. */
  #iceServers(): IceServer[] {
    const { iceServers, newId, settings } = this.#dependencies;
    const { sfu, direct } = iceServers.issue(`probe-${newId()}`);
    const withheld = settings.rolesByToken ? direct : [];
    return sfu.filter((server) => server.credential === undefined || !withheld.includes(server));
  }

  #closeRouter(): void {
    const router = this.#router;
    this.#router = undefined;
    router?.then(
      (made) => made.close(),
      () => {},
    );
  }
}

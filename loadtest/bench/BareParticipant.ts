import type { Consumer, RtpCapabilities, Transport } from '@parley/protocol';
import type { MemberParts } from '../src/call/Member.ts';
import { chooseSending, Sending } from '../src/call/Sending.ts';
import { fingerprintOf } from '../src/dtls/certificate.ts';
import { Reception } from '../src/net/Reception.ts';
import type { BareRequest } from './BareRequest.ts';
import type { BenchMember } from './BenchMember.ts';
import { MemberMedia } from './MemberMedia.ts';
import { SignalingClient } from './SignalingClient.ts';

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

/** Somebody in a room of the bare server. */
export class BareParticipant implements BenchMember {
  readonly #parts: MemberParts;
  readonly #url: string;
  readonly #media = new MemberMedia();
  #client: SignalingClient | undefined;
  #receiving: Transport | undefined;
  #nextId = 1;

  constructor(parts: MemberParts, url: string) {
    this.#parts = parts;
    this.#url = url;
  }

  async join(): Promise<void> {
    const { plan, certificate, recorder } = this.#parts;
    this.#client = await SignalingClient.to(this.#url, 'bare');
    const fingerprints = [
      { algorithm: 'sha-256' as const, value: fingerprintOf(certificate.der, 'sha-256') },
    ];
    const { capabilities, sending, receiving } = await this.#ask<{
      capabilities: RtpCapabilities;
      sending: Transport;
      receiving: Transport;
    }>({ method: 'join', room: plan.room, fingerprints });
    recorder.counts.joins += 1;
    this.#receiving = receiving;
    if (!plan.audio && !plan.video) return;
    const sender = new Sending({
      ...this.#parts,
      chosen: chooseSending(plan, capabilities),
      remote: sending,
      ...this.#media.events(recorder),
    });
    this.#media.sending = sender;
    for (const { track, rtpParameters } of sender.tracks) {
      const isForwarded = track.kind === 'video' || plan.audio?.speaking === true;
      await this.#ask({ method: 'produce', kind: track.kind, rtpParameters, isForwarded });
    }
  }

  async watch(): Promise<void> {
    const { plan, recorder } = this.#parts;
    if (plan.subscribe.length === 0 || !this.#receiving) return;
    const { consumers } = await this.#ask<{ consumers: Consumer[] }>({ method: 'watch' });
    const reception = new Reception({
      ...this.#parts,
      remote: this.#receiving,
      started: () => {},
      ...this.#media.events(recorder),
    });
    this.#media.reception = reception;
    for (const consumer of consumers) reception.add(consumer, false);
  }

  async leave(): Promise<void> {
    this.#media.close();
    this.#client?.close();
  }

  tick(now: number): void {
    this.#media.tick(now);
  }

  sample(): number {
    return this.#media.sample();
  }

  get localPorts(): number[] {
    return this.#media.localPorts;
  }

  async #ask<R>(request: Unnumbered<BareRequest>): Promise<R> {
    const id = this.#nextId;
    this.#nextId += 1;
    if (!this.#client) throw new Error('there is no socket');
    const { error, result } = await this.#client.ask({ ...request, id }, (message) => message['id'] === id);
    if (error !== undefined) throw new Error(JSON.stringify(error));
    return result as R;
  }
}

import type { MemberParts } from '../src/call/Member.ts';
import { chooseSending, Sending } from '../src/call/Sending.ts';
import { fingerprintOf } from '../src/dtls/certificate.ts';
import { Reception } from '../src/net/Reception.ts';
import type { BenchMember } from './BenchMember.ts';
import {
  answerTo,
  consumersOf,
  credentials,
  janusCapabilities,
  mids,
  offerOf,
  transportOf,
} from './janusSdp.ts';
import { MemberMedia } from './MemberMedia.ts';
import { SignalingClient, type Message } from './SignalingClient.ts';

const PLUGIN = 'janus.plugin.videoroom';

/** One m-line of somebody who sends. */
interface Feed {
  readonly feed: number;
  readonly mid: string;
}

/** What is forwarded in each room: all of our own, as nobody else is there. */
export type JanusFeeds = Map<string, Feed[]>;

interface Event {
  readonly data: Message;
  readonly sdp: string;
}

/** Somebody in a video room of Janus: a handle to send, and one to receive. */
export class JanusParticipant implements BenchMember {
  readonly #parts: MemberParts;
  readonly #url: string;
  readonly #feeds: JanusFeeds;
  readonly #media = new MemberMedia();
  readonly #fingerprint: string;
  #client: SignalingClient | undefined;
  #session = 0;
  #feed = 0;
  #nextTransaction = 1;

  constructor(parts: MemberParts, { url, feeds }: { url: string; feeds: JanusFeeds }) {
    this.#parts = parts;
    this.#url = url;
    this.#feeds = feeds;
    this.#fingerprint = fingerprintOf(parts.certificate.der, 'sha-256');
  }

  async join(): Promise<void> {
    const { plan, recorder } = this.#parts;
    this.#client = await SignalingClient.to(this.#url, 'janus-protocol');
    this.#session = idOf(await this.#ask({ janus: 'create' }));
    recorder.counts.joins += 1;
    if (!plan.audio && !plan.video) return;
    const chosen = chooseSending(plan, janusCapabilities);
    const offer = offerOf(chosen, { fingerprint: this.#fingerprint, cname: plan.name });
    const handle = await this.#attach();
    const isUp = this.#client.hears(
      'that the connection of a sender is up',
      ({ janus, sender }) => janus === 'webrtcup' && sender === handle,
    );
    const { data, sdp } = await this.#tell(
      handle,
      { request: 'joinandconfigure', ptype: 'publisher', room: this.#room },
      { type: 'offer', sdp: offer, trickle: false },
    );
    this.#feed = Number(data['id']);
    this.#media.sending = new Sending({
      ...this.#parts,
      chosen,
      remote: transportOf(sdp),
      local: credentials,
      ...this.#media.events(recorder),
    });
    // Nobody can ask for what it sends before.
    await isUp;
    const feeds = this.#feeds.get(plan.room) ?? [];
    this.#feeds.set(plan.room, feeds);
    if (plan.audio?.speaking) feeds.push({ feed: this.#feed, mid: mids.voice });
    if (plan.video) feeds.push({ feed: this.#feed, mid: mids.picture });
  }

  async watch(): Promise<void> {
    const { plan, recorder } = this.#parts;
    const streams = (this.#feeds.get(plan.room) ?? []).filter(({ feed }) => feed !== this.#feed);
    if (plan.subscribe.length === 0 || streams.length === 0) return;
    const handle = await this.#attach();
    const { sdp: offer } = await this.#tell(handle, {
      request: 'join',
      ptype: 'subscriber',
      room: this.#room,
      streams,
    });
    const reception = new Reception({
      ...this.#parts,
      remote: transportOf(offer),
      local: credentials,
      started: () => {},
      ...this.#media.events(recorder),
    });
    this.#media.reception = reception;
    for (const consumer of consumersOf(offer)) reception.add(consumer, false);
    const sdp = answerTo(offer, { fingerprint: this.#fingerprint, cname: plan.name });
    await this.#tell(handle, { request: 'start' }, { type: 'answer', sdp, trickle: false });
  }

  async leave(): Promise<void> {
    this.#media.close();
    this.#feeds.delete(this.#parts.plan.room);
    await this.#ask({ janus: 'destroy' });
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

  /** Rooms of Janus have numbers, which are the last part of our names. */
  get #room(): number {
    return Number(this.#parts.plan.room.split('-').at(-1));
  }

  async #attach(): Promise<number> {
    return idOf(await this.#ask({ janus: 'attach', plugin: PLUGIN }));
  }

  /** Tells a handle something, and resolves with what happened then. */
  async #tell(handle: number, body: Message, jsep?: Message): Promise<Event> {
    const message = { janus: 'message', handle_id: handle, body, ...(jsep && { jsep }) };
    const answer = (await this.#ask(message)) as {
      plugindata?: { data: Message };
      jsep?: { sdp: string };
    };
    const data = answer.plugindata?.data ?? {};
    if (data['error'] !== undefined) throw new Error(`Janus: ${JSON.stringify(data['error'])}`);
    return { data, sdp: answer.jsep?.sdp ?? '' };
  }

  async #ask(message: Message): Promise<Message> {
    if (!this.#client) throw new Error('there is no socket');
    const transaction = String(this.#nextTransaction);
    this.#nextTransaction += 1;
    const session = this.#session === 0 ? {} : { session_id: this.#session };
    const answer = await this.#client.ask(
      { ...message, ...session, transaction },
      // What is answered to the plugin's part comes later.
      (found) => found['transaction'] === transaction && found['janus'] !== 'ack',
    );
    if (answer['janus'] === 'error') throw new Error(`Janus: ${JSON.stringify(answer['error'])}`);
    return answer;
  }
}

function idOf(answer: Message): number {
  return (answer as { data?: { id?: number } }).data?.id ?? Number.NaN;
}

import type { RtpCapabilities, RtpParameters, Track, Transport } from '@parley/protocol';
import type { Clock } from '../Clock.ts';
import type { Certificate } from '../dtls/certificate.ts';
import type { Recorder } from '../measure/Recorder.ts';
import { tonePackets } from '../media/tone.ts';
import { Camera } from '../net/Camera.ts';
import type { ConnectionTimes, EndpointFailure } from '../net/Endpoint.ts';
import { Microphone } from '../net/Microphone.ts';
import type { Paced, Pacer } from '../net/Pacer.ts';
import { audioParameters, videoParameters, type CodecChoice } from '../net/sendParameters.ts';
import type { IceCredentials } from '../stun/IcePath.ts';
import { Transmission } from '../net/Transmission.ts';
import type { ParticipantPlan } from './ParticipantPlan.ts';

/** What will be sent, before there is anything to send it on. */
export interface SendChoice {
  readonly voice: { readonly ssrc: number; readonly choice: CodecChoice } | undefined;
  /** An SSRC for each size, and one for its retransmissions. */
  readonly picture: { readonly ssrcs: readonly number[]; readonly choice: CodecChoice } | undefined;
}

/** @throws {Error} When the server does not take a codec. */
export function chooseSending(
  { name: cname, audio, video }: ParticipantPlan,
  capabilities: RtpCapabilities,
): SendChoice {
  const voice = audio && randomSsrc();
  const pictures = video?.layers.flatMap(() => [randomSsrc(), randomSsrc()]);
  return {
    voice:
      voice === undefined ? undefined : { ssrc: voice, choice: audioParameters(capabilities, voice, cname) },
    picture:
      video && pictures
        ? { ssrcs: pictures, choice: videoParameters(capabilities, { ...video, ssrcs: pictures, cname }) }
        : undefined,
  };
}

export interface SendingParts {
  readonly plan: ParticipantPlan;
  readonly chosen: SendChoice;
  readonly remote: Transport;
  readonly local?: IceCredentials;
  readonly certificate: Certificate;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly pacer: Pacer;
  connected(times: ConnectionTimes): void;
  failed(cause: EndpointFailure, detail: string): void;
}

/** A participant's picture and voice on their way, from when there is a transport for them. */
export class Sending {
  readonly transmission: Transmission;
  /** What the server is to be told of. */
  readonly tracks: readonly { readonly track: Track; readonly rtpParameters: RtpParameters }[];
  readonly #pacer: Pacer;
  readonly #camera: Camera | undefined;
  readonly #paced: readonly Paced[];

  constructor(parts: SendingParts) {
    const { plan, chosen, clock, pacer } = parts;
    const { voice, picture } = chosen;
    const transmission = new Transmission({ ...parts, cname: plan.name });
    const now = clock.now();
    const microphone =
      plan.audio && voice
        ? new Microphone({
            ...voice,
            transmission,
            packets: toneOf(plan.audio.bitrate),
            speaking: plan.audio.speaking,
            from: now + plan.audio.delay,
          })
        : undefined;
    this.#camera =
      plan.video && picture ? new Camera({ ...plan.video, ...picture, transmission, now }) : undefined;
    this.tracks = [
      ...(microphone && voice
        ? [{ track: microphone.track, rtpParameters: voice.choice.rtpParameters }]
        : []),
      ...(this.#camera && picture
        ? [{ track: this.#camera.track, rtpParameters: picture.choice.rtpParameters }]
        : []),
    ];
    this.transmission = transmission;
    this.#pacer = pacer;
    this.#paced = [...(microphone ? [microphone] : []), ...(this.#camera?.layers ?? [])];
    for (const sender of this.#paced) pacer.add(sender);
  }

  /** In how many sizes, from the smallest up, somebody watches. */
  setDemand(sizes: number): void {
    this.#camera?.setDemand(sizes);
  }

  close(): void {
    for (const sender of this.#paced) this.#pacer.remove(sender);
    this.transmission.close();
  }
}

function randomSsrc(): number {
  // Not one of the few that have a meaning of their own.
  return 10_000 + Math.floor(Math.random() * 0xfff0_0000);
}

const tones = new Map<number, Buffer[]>();

/** Encoded once for all. */
function toneOf(bitrate: number): Buffer[] {
  const packets = tones.get(bitrate) ?? tonePackets(bitrate);
  tones.set(bitrate, packets);
  return packets;
}

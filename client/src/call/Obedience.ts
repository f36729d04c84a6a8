import type { NotificationFrame, Permission, TrackSource } from '@parley/protocol';
import { barOf } from './barred.ts';
import type { LocalMedia } from './CallState.ts';
import type { RoomState } from './roomState.ts';

/** Which permission a participant needs to turn one on. */
const permissionOf = { microphone: 'unmute', camera: 'video' } as const satisfies Partial<
  Record<TrackSource, Permission>
>;

type OwnSource = keyof typeof permissionOf;
const sources = Object.keys(permissionOf) as OwnSource[];

/** What a host has muted of one's own, by whose hand. */
export interface HostMute {
  readonly source: OwnSource;
  /** A peer id; undefined where one was away when it happened. */
  readonly by: string | undefined;
}

/**
 * Keeps one's own camera and microphone to what the room lets one send. The server sees to it in any case; this is so
 * that the person sees it too, and that the device is off.
 */
export class Obedience {
  readonly #media: LocalMedia;
  /** What was off when it was looked at last: to turn it on takes a permission. */
  readonly #off = new Set<OwnSource>(sources);
  #mutes: readonly HostMute[] = [];
  #refusal: { readonly source: OwnSource } | undefined;

  constructor(media: LocalMedia) {
    this.#media = media;
  }

  /** What hosts have muted, and the person has not unmuted since. */
  get mutes(): readonly HostMute[] {
    return this.#mutes;
  }

  /** The last wish that was not allowed: another object each time. */
  get refusal(): { readonly source: OwnSource } | undefined {
    return this.#refusal;
  }

  /** A snapshot came. To be called before anything is sent on account of it. */
  enter(room: RoomState, mutedByHost: readonly string[]): void {
    const isOn = (source: OwnSource) =>
      room.self.tracks.some((track) => track.source === source && !track.muted);
    for (const source of sources) {
      if (isOn(source)) this.#off.delete(source);
      else this.#off.add(source);
    }
    const known = this.#mutes;
    this.#mutes = [];
    for (const source of sources) {
      if (!mutedByHost.includes(source)) continue;
      this.#mute(known.find((mute) => mute.source === source) ?? { source, by: undefined });
    }
    this.check(room);
  }

  notified({ method, data }: NotificationFrame, room: RoomState): void {
    const source = sources.find((candidate) => method === 'trackMuted' && data.trackId === candidate);
    if (method === 'trackMuted' && source) this.#mute({ source, by: data.by });
    if (method !== 'roleChanged' || data.peerId !== room.self.id || data.role !== 'viewer') return;
    for (const each of sources) this.#turnOff(each);
  }

  /** The wishes may have changed. */
  check({ self: { role }, rules }: RoomState): void {
    for (const source of sources) {
      const { wanted } = this.#media.get()[source];
      if (!wanted) this.#off.add(source);
      else if (!this.#off.has(source)) continue;
      else if (barOf(permissionOf[source], { role, rules }) === undefined) {
        this.#off.delete(source);
        this.#mutes = this.#mutes.filter((mute) => mute.source !== source);
      } else {
        this.#refusal = { source };
        this.#turnOff(source);
      }
    }
  }

  #mute(mute: HostMute): void {
    this.#mutes = [...this.#mutes.filter(({ source }) => source !== mute.source), mute];
    this.#turnOff(mute.source);
  }

  #turnOff(source: OwnSource): void {
    this.#off.add(source);
    if (!this.#media.get()[source].wanted) return;
    if (source === 'microphone') this.#media.setMicrophone(false);
    else this.#media.setCamera(false);
  }
}

import { timing, type Role } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { Peer } from './Peer.ts';
import type { Peers } from './Peers.ts';
import type { Clock, MeetingRecord } from './ports.ts';

export interface RolesParts {
  /** Whether the first to come in leads. */
  readonly firstIsHost: boolean;
  /** Whether who leads is what their tokens say. */
  readonly byToken: boolean;
  readonly clock: Clock;
  readonly peers: Peers;
  /** What was so before the server was restarted. */
  readonly before?: Pick<MeetingRecord, 'inside' | 'roles'> | undefined;
  changed(peer: Peer): void;
}

/** Who leads a room, who takes part and who only watches. */
export class Roles {
  readonly #parts: RolesParts;
  /** By peer id: what those were who are not here. They are it again when they come back. */
  readonly #remembered: Map<string, Role>;
  /** Who was inside before the restart, in the order in which they had come: whoever comes back has their place in it. */
  readonly #before: Set<string>;
  /** Whether whoever comes in next leads. */
  #vacant: boolean;
  /** Whether, since the restart, no host has been back who may still come. */
  #awaitsHost: boolean;
  #cancelSuccession: (() => void) | undefined;

  constructor(parts: RolesParts) {
    this.#parts = parts;
    this.#remembered = new Map(parts.before?.roles);
    this.#before = new Set(parts.before?.inside);
    this.#awaitsHost = [...this.#remembered.values()].includes('host');
    this.#vacant = parts.firstIsHost && !parts.byToken && !this.#awaitsHost;
  }

  /** Whether, since the restart, no host has been back who may still come. */
  get awaitsHost(): boolean {
    return this.#awaitsHost;
  }

  /** Whether they were here when the server was restarted, and have not left since. */
  wasInside(peerId: string): boolean {
    return this.#before.has(peerId);
  }

  /**
   * Somebody came in, and nobody has been told yet.
   * @param given By their token. It says nothing of who was inside before a restart, of whom hosts may have decided since.
   */
  entered(peer: Peer, given: Role = 'participant'): void {
    const usual = this.#before.has(peer.id) ? 'participant' : given;
    peer.role = this.#remembered.get(peer.id) ?? usual;
    this.#remembered.delete(peer.id);
    if (this.#vacant && peer.role !== 'viewer') peer.role = 'host';
    if (peer.role === 'host') this.#led();
    // As long as one has whose socket is lost.
    else if (this.#awaitsHost) this.#expectHost(timing.resumeGrace + timing.hostGrace);
  }

  /** @param forgotten Whether they are to come back as anybody else does. */
  left(peer: Peer, { forgotten }: { forgotten: boolean }): void {
    this.#before.delete(peer.id);
    const isKept = !forgotten && !this.#parts.byToken && peer.role !== 'participant';
    if (isKept) this.#remembered.set(peer.id, peer.role);
    if (peer.role === 'host' && this.#hosts.length === 0) this.#expectHost(timing.hostGrace);
  }

  /** @throws {CallError} `last_host` */
  set(peer: Peer, role: Role): void {
    if (peer.role === role) return;
    if (peer.role === 'host' && this.#hosts.length === 1) {
      throw new CallError('last_host', 'make somebody else a host first');
    }
    this.#give(peer, role);
  }

  /** For a restart of the server. */
  record(): Pick<MeetingRecord, 'inside' | 'roles'> {
    const here = this.#parts.peers.announced;
    const roles = new Map(this.#remembered);
    for (const { id, role } of here) if (role !== 'participant') roles.set(id, role);
    return { inside: [...new Set([...this.#before, ...here.map(({ id }) => id)])], roles: [...roles] };
  }

  close(): void {
    this.#cancelSuccession?.();
  }

  /** Somebody leads. */
  #led(): void {
    this.#vacant = false;
    this.#awaitsHost = false;
    this.#cancelSuccession?.();
    this.#cancelSuccession = undefined;
  }

  #expectHost(wait: number): void {
    this.#cancelSuccession ??= this.#parts.clock.after(wait, () => this.#succeed());
  }

  /** Whoever has been here longest; of those who are reached, if there are any. */
  #succeed(): void {
    this.#cancelSuccession = undefined;
    const here = this.#parts.peers.announced;
    if (this.#parts.byToken) {
      this.#awaitsHost = false;
      return;
    }
    // After a restart the room is kept for its host although nobody is in it: the next who comes is not.
    if (here.length === 0) return;
    // Who was inside before the restart comes before whoever came since: they were only faster.
    const wereInside = [...this.#before].flatMap((id) => here.find((peer) => peer.id === id) ?? []);
    const participants = [...new Set([...wereInside, ...here])].filter(({ role }) => role === 'participant');
    const heir = participants.find(({ presence }) => presence.state === 'present') ?? participants[0];
    this.#awaitsHost = false;
    if (heir) this.#give(heir, 'host');
    else this.#vacant = true;
  }

  #give(peer: Peer, role: Role): void {
    peer.role = role;
    if (role === 'host') this.#led();
    this.#parts.changed(peer);
  }

  get #hosts(): Peer[] {
    return this.#parts.peers.announced.filter(({ role }) => role === 'host');
  }
}

import type { KeyObject } from 'node:crypto';
import { familyOf, type Address, type Family } from '../ip.ts';
import type { Attribute } from '../stun/StunMessage.ts';
import type { TurnEvents } from '../TurnEvents.ts';
import { AddressMap } from './AddressMap.ts';
import { CHANNEL_LIFETIME, type ChannelBinding } from './ChannelBinding.ts';
import { PERMISSION_LIFETIME, type Permission } from './Permission.ts';
import type { Client, Relay } from './ports.ts';

export interface AllocationLimits {
  permissions: number;
  channels: number;
}

export interface AllocationParts {
  client: Client;
  username: string;
  /** Whose quota it counts for. */
  user: string;
  /** The long-term key: what its requests are checked with for as long as it lives. */
  key: KeyObject;
  /** Of the Allocate request. */
  transactionId: Buffer;
  relays: readonly Relay[];
  limits: AllocationLimits;
  expiresAt: number;
  sendToPeer: (from: Relay, data: Buffer, start: number, end: number, ip: string, port: number) => void;
  sendDataIndication: (client: Client, peer: Address, data: Buffer) => void;
  events: TurnEvents;
}

/** Relayed transport addresses of one client (RFC 8656, section 6), with their permissions and channels. */
export class Allocation {
  readonly client: Client;
  readonly username: string;
  readonly user: string;
  readonly key: KeyObject;
  readonly transactionId: Buffer;
  expiresAt: number;
  /** What the answer to the Allocate had in it, for when it is asked again. */
  reply: readonly Attribute[] | undefined;

  readonly #relays = new Map<Family, Relay>();
  readonly #permissions = new Map<string, Permission>();
  readonly #channels = new Map<number, ChannelBinding>();
  readonly #channelsByPeer = new AddressMap<ChannelBinding>();
  readonly #limits: AllocationLimits;
  readonly #sendToPeer: AllocationParts['sendToPeer'];
  readonly #sendDataIndication: AllocationParts['sendDataIndication'];
  readonly #events: TurnEvents;

  constructor(parts: AllocationParts) {
    this.client = parts.client;
    this.username = parts.username;
    this.user = parts.user;
    this.key = parts.key;
    this.transactionId = parts.transactionId;
    this.expiresAt = parts.expiresAt;
    this.#limits = parts.limits;
    this.#sendToPeer = parts.sendToPeer;
    this.#sendDataIndication = parts.sendDataIndication;
    this.#events = parts.events;
    for (const relay of parts.relays) {
      relay.onPacket = (ip, port, data) => {
        this.receive(ip, port, data, 0, data.length);
      };
      this.#relays.set(relay.family, relay);
    }
  }

  get relays(): readonly Relay[] {
    return [...this.#relays.values()];
  }

  relayOf(family: Family): Relay | undefined {
    return this.#relays.get(family);
  }

  /** Gives up one of the relayed addresses. */
  closeRelay(relay: Relay): void {
    relay.close();
    this.#relays.delete(relay.family);
    for (const channel of this.#channels.values()) if (channel.relay === relay) this.#unbind(channel);
  }

  close(): void {
    for (const relay of this.#relays.values()) relay.close();
    this.#relays.clear();
    this.#permissions.clear();
    for (const channel of this.#channels.values()) this.#unbind(channel);
  }

  /** Whether all these addresses can have a permission without there being too many. */
  hasRoomForPermissions(ips: readonly string[]): boolean {
    const added = new Set(ips.filter((ip) => !this.#permissions.has(ip)));
    return this.#permissions.size + added.size <= this.#limits.permissions;
  }

  /** Installs or refreshes a permission. */
  permit(ip: string, now: number): void {
    this.#permissions.set(ip, { expiresAt: now + PERMISSION_LIFETIME * 1000 });
  }

  permits(ip: string): boolean {
    return this.#permissions.has(ip);
  }

  channel(number: number): ChannelBinding | undefined {
    return this.#channels.get(number);
  }

  channelOf(peer: Address): ChannelBinding | undefined {
    return this.#channelsByPeer.get(peer.ip, peer.port);
  }

  get hasRoomForChannel(): boolean {
    return this.#channels.size < this.#limits.channels;
  }

  /** Binds or refreshes a channel, and the permission of its peer with it. */
  bind(number: number, peer: Address, now: number): void {
    const relay = this.#relays.get(familyOf(peer.ip));
    if (!relay) throw new Error('no relay of the family of the peer');
    const channel = { number, peer, relay, expiresAt: now + CHANNEL_LIFETIME * 1000 };
    this.#channels.set(number, channel);
    this.#channelsByPeer.set(peer.ip, peer.port, channel);
    this.permit(peer.ip, now);
  }

  /** ChannelData of the client (RFC 8656, section 12.6). */
  sendOnChannel(number: number, data: Buffer, start: number, end: number): void {
    const channel = this.#channels.get(number);
    if (channel) this.#sendToPeer(channel.relay, data, start, end, channel.peer.ip, channel.peer.port);
    else this.#events.dropped?.('noChannel');
  }

  /** A Send indication of the client (RFC 8656, section 11.2). */
  sendTo(peer: Address, data: Buffer): void {
    const relay = this.#relays.get(familyOf(peer.ip));
    if (relay && this.permits(peer.ip)) this.#sendToPeer(relay, data, 0, data.length, peer.ip, peer.port);
    else this.#events.dropped?.('noPermission');
  }

  /** A packet from a peer to a relayed address (RFC 8656, sections 11.3 and 12.7). */
  receive(ip: string, port: number, data: Buffer, start: number, end: number): void {
    if (!this.#permissions.has(ip)) {
      this.#events.dropped?.('noPermission');
      return;
    }
    const channel = this.#channelsByPeer.get(ip, port);
    if (channel) this.client.sendChannelData(channel.number, data, start, end);
    else this.#sendDataIndication(this.client, { ip, port }, data.subarray(start, end));
    this.#events.relayedToClient?.(end - start);
  }

  /** Lets go of the permissions and channels whose time has come. */
  sweep(now: number): void {
    for (const [ip, permission] of this.#permissions) {
      if (permission.expiresAt <= now) this.#permissions.delete(ip);
    }
    for (const channel of this.#channels.values()) if (channel.expiresAt <= now) this.#unbind(channel);
  }

  #unbind(channel: ChannelBinding): void {
    this.#channels.delete(channel.number);
    this.#channelsByPeer.delete(channel.peer.ip, channel.peer.port);
  }
}

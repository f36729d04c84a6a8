import { randomBytes } from 'node:crypto';
import type { AllocationTable } from '../allocation/AllocationTable.ts';
import type { Client, Relay } from '../allocation/ports.ts';
import type { Siblings } from '../allocation/Siblings.ts';
import type { Address } from '../ip.ts';
import type { PeerFilter } from '../peerFilter.ts';
import { AttributeType, MessageClass, Method } from '../stun/codes.ts';
import { encodeMessage } from '../stun/encodeMessage.ts';
import { encodeXorAddress } from '../stun/xorAddress.ts';
import type { TurnEvents } from '../TurnEvents.ts';

/** Packets between allocations and their peers. */
export class PeerTraffic {
  readonly #table: AllocationTable;
  readonly #filter: PeerFilter;
  readonly #events: TurnEvents;
  readonly #siblings: Siblings | undefined;

  constructor(table: AllocationTable, filter: PeerFilter, events: TurnEvents, siblings?: Siblings) {
    this.#table = table;
    this.#filter = filter;
    this.#events = events;
    this.#siblings = siblings;
  }

  /** Sends to a peer that the filter has let pass. Another relay of this server is reached without the network. */
  readonly sendToPeer = (
    from: Relay,
    data: Buffer,
    start: number,
    end: number,
    ip: string,
    port: number,
  ): void => {
    if (this.#filter.isOwn(ip)) {
      const other = this.#table.findRelayed(ip, port);
      if (other) {
        other.receive(from.address.ip, from.address.port, data, start, end);
        this.#events.relayedToPeer?.(end - start);
        return;
      }
      if (this.#siblings?.sendToRelay(from.address, data, start, end, ip, port)) {
        this.#events.relayedToPeer?.(end - start);
        return;
      }
      // The relay that was there is gone, and the port is not ours to send to.
      if (!this.#filter.isAllowed(ip, port)) {
        this.#events.dropped?.('forbiddenPeer');
        return;
      }
    }
    from.send(data, start, end, ip, port);
    this.#events.relayedToPeer?.(end - start);
  };

  /** What comes from a peer without a channel (RFC 8656, section 11.3). */
  readonly sendDataIndication = (client: Client, peer: Address, data: Buffer): void => {
    const transactionId = randomBytes(12);
    client.send(
      encodeMessage({
        method: Method.data,
        messageClass: MessageClass.indication,
        transactionId,
        attributes: [
          [AttributeType.xorPeerAddress, encodeXorAddress(peer, transactionId)],
          [AttributeType.data, data],
        ],
      }),
    );
  };
}

// Attributes of TURN requests, read from their values. Undefined: not there; null: there, and wrong.
import type { Address, Family } from '../ip.ts';
import { AttributeType } from '../stun/codes.ts';
import type { StunMessage } from '../stun/StunMessage.ts';
import { decodeXorAddress } from '../stun/xorAddress.ts';

/** RFC 8656, section 7.2: what a client gets that asks for less, and the most one can get, in seconds. */
const DEFAULT_LIFETIME = 600;
const MAX_LIFETIME = 3600;

/** The seconds that an allocation gets; 0 only where 0 was asked for. */
export function readLifetime(message: StunMessage): number | null {
  const value = message.get(AttributeType.lifetime);
  if (!value) return DEFAULT_LIFETIME;
  if (value.length !== 4) return null;
  const asked = value.readUInt32BE();
  return asked === 0 ? 0 : Math.min(Math.max(asked, DEFAULT_LIFETIME), MAX_LIFETIME);
}

export function encodeLifetime(seconds: number): Buffer {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(seconds);
  return value;
}

export const familyNumbers = { 4: 0x01, 6: 0x02 } as const satisfies Record<Family, number>;

export function readFamily(message: StunMessage, ...types: number[]): Family | null | undefined {
  const value = message.get(...types);
  if (!value) return undefined;
  if (value.length !== 4) return null;
  const number = value.readUInt8();
  return number === familyNumbers[4] ? 4 : number === familyNumbers[6] ? 6 : null;
}

/** All XOR-PEER-ADDRESS attributes, or null: one of them is none. */
export function readPeers(message: StunMessage): Address[] | null {
  const peers = message
    .getAll(AttributeType.xorPeerAddress)
    .map((value) => decodeXorAddress(value, message.transactionId));
  return peers.every((peer) => peer !== undefined) ? peers : null;
}

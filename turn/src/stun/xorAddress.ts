// XOR-MAPPED-ADDRESS, XOR-PEER-ADDRESS and XOR-RELAYED-ADDRESS (RFC 8489, section 14.2).
import { ipFromBytes, ipToBytes, type Address } from '../ip.ts';
import { MAGIC_COOKIE } from './StunMessage.ts';

const lengths = new Map([
  [1, 8],
  [2, 20],
]);

export function encodeXorAddress({ ip, port }: Address, transactionId: Uint8Array): Buffer {
  // A client on the same link may come with the zone of its address.
  const bytes = ipToBytes(ip.split('%', 1)[0] ?? '');
  if (!bytes) throw new Error('not an IP address');
  const value = Buffer.alloc(4 + bytes.length);
  value.writeUInt8(bytes.length === 4 ? 1 : 2, 1);
  value.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 2);
  value.set(xor(bytes, transactionId), 4);
  return value;
}

/** The address, or undefined where the value is none. */
export function decodeXorAddress(value: Buffer, transactionId: Uint8Array): Address | undefined {
  if (value.length < 4 || lengths.get(value.readUInt8(1)) !== value.length) return undefined;
  return {
    ip: ipFromBytes(xor(value.subarray(4), transactionId)),
    port: value.readUInt16BE(2) ^ (MAGIC_COOKIE >>> 16),
  };
}

function xor(bytes: Uint8Array, transactionId: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => {
    const mask = index < 4 ? MAGIC_COOKIE >>> (24 - 8 * index) : (transactionId[index - 4] ?? 0);
    return byte ^ (mask & 0xff);
  });
}

// Answers that come from another address than was asked. Neither browsers nor our own sockets take them.
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Clock } from '@parley/loadtest/clock';
import type { Address } from '@parley/turn/ip';

/** Questions that are sent, and milliseconds between them. */
const QUESTIONS = 5;
const INTERVAL = 100;
/** Milliseconds after the last one in which answers count. */
const PATIENCE = 500;

export interface Question {
  readonly datagram: Buffer;
  /** Whether this is the answer: anybody may send something. */
  isAnswer: (datagram: Buffer) => boolean;
}

/** Resolves to the address from which an answer came that was asked for elsewhere; undefined: from nowhere else. */
export async function strangerAt(
  { ip, port }: Address,
  { datagram, isAnswer }: Question,
  clock: Clock,
): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const socket = createSocket(isIPv6(ip) ? 'udp6' : 'udp4');
  socket.on('error', () => resolve(undefined));
  socket.on('message', (answer, from) => {
    if (isAnswer(answer)) resolve(from.address === ip ? undefined : from.address);
  });
  const send = () => socket.send(datagram, port, ip, () => {});
  const cancels = Array.from({ length: QUESTIONS }, (_, index) => clock.after(index * INTERVAL, send));
  cancels.push(clock.after(QUESTIONS * INTERVAL + PATIENCE, () => resolve(undefined)));
  try {
    return await promise;
  } finally {
    for (const cancel of cancels) cancel();
    socket.close();
  }
}

const MAGIC_COOKIE = 0x2112a442;
const BINDING = { request: 0x0001, success: 0x0101 } as const;

/** STUN's Binding, which every TURN server answers to everybody (RFC 8489, section 2). */
export function bindingQuestion(): Question {
  const transactionId = randomBytes(12);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(BINDING.request, 0);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  return {
    datagram: Buffer.concat([header, transactionId]),
    isAnswer: (answer) =>
      answer.length >= 20 &&
      answer.readUInt16BE(0) === BINDING.success &&
      answer.subarray(8, 20).equals(transactionId),
  };
}

import { randomBytes } from 'node:crypto';
import { encodeCheck, parseAnswer } from '@parley/loadtest/binding';
import type { Certificate } from '@parley/loadtest/certificate';
import type { Clock } from '@parley/loadtest/clock';
import { DtlsClient } from '@parley/loadtest/dtls';
import type { Transport } from '@parley/protocol';
import type { DatagramPath } from './DatagramPath.ts';
import type { Question } from './strangerAt.ts';

/** Checks of ICE that are sent, and milliseconds between them. */
const CHECKS = 20;
const INTERVAL = 50;
/** Milliseconds after the last one in which answers count. */
const PATIENCE = 2_000;

/** What became of a way to the media. */
export type PathOutcome =
  | { readonly reached: true; readonly roundTrip: number; readonly loss: number }
  | {
      readonly reached: false;
      /**
       * `silence`: nothing came back; `refused`: nobody listens there; `no way`: this machine cannot send there at all;
       * `handshake`: small packets come through, and those of a DTLS handshake do not; `forbidden`: a relay may not;
       * `stranger`: answers come from another address than was asked; `translated`: so they do, and it is this machine’s
       * own translation of addresses, which others do not meet. `detail` is that address then.
       */
      readonly why: 'silence' | 'refused' | 'no way' | 'handshake' | 'forbidden' | 'stranger' | 'translated';
      readonly detail: string;
    };

export interface MediaEnd {
  readonly transport: Transport;
  readonly certificate: Certificate;
  readonly clock: Clock;
}

/** Checks a way as ICE does, and makes the handshake of DTLS by it, as a browser in a call. It closes the path. */
export async function tryPath(path: DatagramPath, end: MediaEnd): Promise<PathOutcome> {
  try {
    const { answered, roundTrips, fault } = await check(path, end);
    if (!answered) return unreached(fault ?? new Error('no answer'));
    const loss = 1 - roundTrips.length / CHECKS;
    const problem = await handshake(path, end);
    if (problem !== undefined) return { reached: false, why: 'handshake', detail: problem };
    return { reached: true, roundTrip: median(roundTrips), loss };
  } finally {
    path.close();
  }
}

/** A check of ICE by itself, for an answer from wherever it may come. */
export function iceQuestion({ transport }: MediaEnd): Question {
  const { usernameFragment, password } = transport.iceParameters;
  const transactionId = randomBytes(12);
  const username = `${usernameFragment}:${randomBytes(4).toString('hex')}`;
  return {
    datagram: encodeCheck({ transactionId, username, password, tieBreaker: randomBytes(8) }),
    isAnswer: (answer) => parseAnswer(answer, password)?.transactionId.equals(transactionId) === true,
  };
}

/** Why a path that could not even be opened leads nowhere. */
export function unreached(error: unknown): PathOutcome {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const detail = code || message;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return { reached: false, why: 'refused', detail };
  if (['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(code)) {
    return { reached: false, why: 'no way', detail };
  }
  return { reached: false, why: 'silence', detail };
}

interface Checked {
  readonly answered: boolean;
  readonly roundTrips: readonly number[];
  readonly fault: Error | undefined;
}

async function check(path: DatagramPath, { transport, clock }: MediaEnd): Promise<Checked> {
  const { usernameFragment, password } = transport.iceParameters;
  const username = `${usernameFragment}:${randomBytes(4).toString('hex')}`;
  const tieBreaker = randomBytes(8);
  const sentAt = new Map<string, number>();
  const roundTrips: number[] = [];
  const done = Promise.withResolvers<void>();
  let fault: Error | undefined;
  path.onFault = (error) => {
    fault = error;
    // One that comes late is of a datagram that was lost.
    if (roundTrips.length === 0) done.resolve();
  };
  path.onDatagram = (datagram) => {
    const id = parseAnswer(datagram, password)?.transactionId.toString('hex');
    const at = id === undefined ? undefined : sentAt.get(id);
    if (id === undefined || at === undefined) return;
    sentAt.delete(id);
    roundTrips.push(clock.now() - at);
    if (roundTrips.length === CHECKS) done.resolve();
  };
  const send = () => {
    const transactionId = randomBytes(12);
    sentAt.set(transactionId.toString('hex'), clock.now());
    path.send(encodeCheck({ transactionId, username, password, tieBreaker }));
  };
  const cancels = Array.from({ length: CHECKS }, (_, index) => clock.after(index * INTERVAL, send));
  cancels.push(clock.after(CHECKS * INTERVAL + PATIENCE, () => done.resolve()));
  await done.promise;
  for (const cancel of cancels) cancel();
  return { answered: roundTrips.length > 0, roundTrips, fault };
}

/** Resolves to what went wrong, or to undefined. */
function handshake(
  path: DatagramPath,
  { transport, certificate, clock }: MediaEnd,
): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const dtls = new DtlsClient({
    certificate,
    fingerprints: transport.dtlsParameters.fingerprints,
    clock,
    send: (datagram) => path.send(datagram),
    connected: () => {
      resolve(undefined);
      dtls.close();
    },
    failed: resolve,
    ended: () => resolve('the server ended it'),
  });
  path.onDatagram = (datagram) => {
    // RFC 7983, section 7.
    const first = datagram[0] ?? 255;
    if (first >= 20 && first < 64) dtls.received(datagram);
  };
  dtls.start();
  return promise;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

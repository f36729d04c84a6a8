// What can be known to go wrong before anything starts.
import { PROTOCOL_VERSION, type Transport } from '@parley/protocol';
import { readFileSync } from 'node:fs';
import { codeOf } from '../call/Participant.ts';
import { SignalingError, SignalingSocket } from '../call/SignalingSocket.ts';
import { OptionError } from '../OptionError.ts';
import type { Options } from './options.ts';

/** Milliseconds. */
const ANSWER_LIMIT = 5_000;
/** Files that a process has open besides its participants'. */
const OTHER_FILES = 64;

/** How many files participants need open: a socket for signaling, and one for each transport that carries anything. */
function filesNeeded({ rooms, publishers, subscribers, mutual, processes }: Options): number {
  const files = rooms * (publishers * (mutual ? 3 : 2) + subscribers * 2);
  return Math.ceil(files / processes) + OTHER_FILES;
}

/** @throws {OptionError} */
export function checkFileLimit(options: Options, limit = fileLimit()): void {
  const needed = filesNeeded(options);
  if (needed <= limit) return;
  throw new OptionError(
    `Each process would have ${needed} files open, and may have ${limit}. ` +
      `Raise the limit ("ulimit -n ${needed}"), or use more processes (--processes).`,
  );
}

function fileLimit(): number {
  try {
    // Node has raised it as far as it may.
    const limit = /^Max open files\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return limit === undefined || limit === 'unlimited' ? Infinity : Number(limit);
  } catch {
    return Infinity;
  }
}

/**
 * Joins a room of its own and leaves it again.
 * @returns The server's end of a transport, and how many voices it forwards at a time.
 * @throws {OptionError} When that does not work.
 */
export async function tryJoin({
  url,
  insecure,
  room,
}: Options): Promise<{ transport: Transport; voices: number }> {
  const ended = Promise.withResolvers<never>();
  const socket = new SignalingSocket(
    { url, insecure },
    { notified: () => {}, closed: (reason) => ended.reject(new OptionError(unreachable(url, reason))) },
  );
  const limit = setTimeout(() => {
    ended.reject(new OptionError(unreachable(url, `no answer in ${ANSWER_LIMIT / 1000} s`)));
  }, ANSWER_LIMIT);
  try {
    const { protocolVersion, routerRtpCapabilities } = await Promise.race([socket.welcome, ended.promise]);
    if (protocolVersion !== PROTOCOL_VERSION) {
      throw new OptionError(
        `The server at ${url} speaks version ${protocolVersion} of the protocol, and this load tester ${PROTOCOL_VERSION}. Use the one of its release.`,
      );
    }
    const join = socket.request('join', {
      protocolVersion,
      room: `${room}-check`,
      displayName: 'load-check',
      rtpCapabilities: routerRtpCapabilities,
      fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => '00').join(':') }],
      subscribe: [],
    });
    const { media, room: created } = await Promise.race([join, ended.promise]);
    await Promise.race([socket.request('leave', {}), ended.promise]).catch(() => undefined);
    return { transport: media.receiveTransport, voices: created.voices };
  } catch (error) {
    if (error instanceof OptionError) throw error;
    if (error instanceof SignalingError && error.code === 'disconnected') {
      throw new OptionError(unreachable(url, error.message), { cause: error });
    }
    throw new OptionError(refusal(codeOf(error)), { cause: error });
  } finally {
    clearTimeout(limit);
    socket.close();
  }
}

function unreachable(url: string, reason: string): string {
  const advice =
    {
      ECONNREFUSED: 'nobody listens there. Start the server (npm start), or give its address with --url.',
      ENOTFOUND: 'the name leads nowhere.',
      DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody vouches for its certificate. Use --insecure if you know it.',
    }[reason] ?? `${reason}.`;
  return `There is no Parley at ${url}: ${advice}`;
}

/** What stands in the way, and which setting of the server moves it. */
export function refusal(cause: string): string {
  const advice = {
    room_full:
      'the room holds as many as the server allows. Start it with a higher MAX_PEERS_PER_ROOM, or use more --rooms.',
    media_unavailable: 'the server has no media worker that takes it. Its log says more.',
    flood: 'the server closed the socket for too many requests.',
    unsupported_media: 'the media server refused what the load tester sends. Its log says more.',
    restarting: 'the server is shutting down.',
  }[cause];
  return `The server refused a join: ${advice ?? `${cause}.`}`;
}

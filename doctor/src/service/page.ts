// Whether the page is there: its port, and Parley behind it.
import { once } from 'node:events';
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { failed, ok, warning, type Finding } from '../Finding.ts';
import type { ServicePlace } from './ServicePlace.ts';

/** `silence`: nothing came back; `refused`: nobody listens; `no way`: this machine cannot send there at all. */
export type PortSeen = 'open' | 'silence' | 'refused' | 'no way';

export async function lookAtPort(ip: string, port: number, limit: number): Promise<PortSeen> {
  const socket = connect({ host: ip, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(limit) });
    return 'open';
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(code)) return 'no way';
    return code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'refused' : 'silence';
  } finally {
    socket.destroy();
  }
}

export interface PageSeen {
  /** Undefined: nothing was answered. */
  readonly status: number | undefined;
  readonly isParley: boolean;
  /** Milliseconds since 1970 in the answer's `Date`, if it has one. */
  readonly date: number | undefined;
  /** Why there is no answer. */
  readonly problem?: string;
}

export async function lookAtPage({ url, isSecure }: ServicePlace, limit: number): Promise<PageSeen> {
  const get = isSecure ? getHttps : getHttp;
  try {
    // Its certificate is looked at elsewhere.
    const request = get(new URL('/healthz', url), {
      rejectUnauthorized: false,
      agent: false,
      signal: AbortSignal.timeout(limit),
    });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    const body = await text(answer);
    const date = Date.parse(answer.headers.date ?? '');
    return {
      status: answer.statusCode,
      isParley: answer.statusCode === 200 && isHealth(body),
      date: Number.isNaN(date) ? undefined : date,
    };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { status: undefined, isParley: false, date: undefined, problem: code ?? message };
  }
}

function isHealth(body: string): boolean {
  try {
    return (JSON.parse(body) as { status?: unknown }).status === 'ok';
  } catch {
    return false;
  }
}

/** @param ports What became of the port at each address of the name. */
export function judgePort(
  { host, port }: Pick<ServicePlace, 'host' | 'port'>,
  ports: ReadonlyMap<string, PortSeen>,
): Finding | undefined {
  const of = (seen: PortSeen) => [...ports].filter(([, one]) => one === seen).map(([ip]) => ip);
  const [open, silent, refused] = [of('open'), of('silence'), of('refused')];
  const dead = [...silent, ...refused];
  if (open.length > 0) {
    if (dead.length === 0) return undefined;
    return warning(
      'page',
      `${host} has the address ${dead.join(', ')} too, where nobody answers on TCP port ${port}: take it out of the DNS, or let that port in there as well.`,
    );
  }
  if (refused.length > 0) {
    return failed(
      'page',
      `${refused.join(', ')} refuses TCP port ${port}: nobody listens there. Start Parley or the proxy before it, and let the router forward TCP port ${port} to that machine.`,
    );
  }
  if (silent.length > 0) {
    return failed(
      'page',
      `Nothing comes back from ${host} (${silent.join(', ')}) on TCP port ${port}: a firewall drops it. Let TCP port ${port} in: in the firewall of the server, in that of its cloud, and in its router.`,
    );
  }
  return failed(
    'page',
    `This machine has no way to ${[...ports.keys()].join(', ')}: look from one that has the internet by IPv4 or IPv6 as the server has it.`,
  );
}

export function judgePage({ url }: Pick<ServicePlace, 'url'>, seen: PageSeen): Finding {
  if (seen.isParley) return ok('page', `Parley answers at ${url.origin}.`);
  if (seen.status === undefined) {
    return failed(
      'page',
      `${url.origin} takes the connection and gives no answer (${seen.problem}): what listens there is no web server, or it does not reach Parley. Look at TLS_CERT and TLS_KEY, or at the proxy’s log.`,
    );
  }
  if (seen.status >= 502 && seen.status <= 504) {
    return failed(
      'page',
      `The proxy at ${url.origin} answers ${seen.status}: it does not reach Parley. Start Parley, and let the proxy send to its PORT.`,
    );
  }
  return failed(
    'page',
    `What answers at ${url.origin} (${seen.status}) is no Parley: let the proxy pass everything on to Parley’s PORT, the path /healthz too.`,
  );
}

/** Seconds by which clocks may differ: a credential for TURN holds for an hour, and a token often for minutes. */
const CLOCK_LIMIT = 30;

export function judgeClock(date: number | undefined, now: number): Finding {
  if (date === undefined) {
    return warning('clock', 'The page does not say what time it is: the proxy takes away the header Date.');
  }
  const seconds = Math.round((date - now) / 1000);
  if (Math.abs(seconds) <= CLOCK_LIMIT) return ok('clock', 'The server’s clock and this one agree.');
  return failed(
    'clock',
    `The server’s clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} this machine’s: credentials for TURN and join tokens do not hold. Let both be set by NTP (systemctl enable --now systemd-timesyncd).`,
  );
}

// The certificate of the page, and of TURN over TLS.
import { once } from 'node:events';
import { checkServerIdentity, connect, type DetailedPeerCertificate } from 'node:tls';
import { failed, ok, warning, type Finding } from '../Finding.ts';

export interface CertificateSeen {
  readonly host: string;
  readonly port: number;
  /** Why there is no certificate to be seen. */
  readonly problem?: string;
  /** That its names do not have the host. */
  readonly nameProblem?: string | undefined;
  /** Of whom nobody vouches for it. Node: the reason of OpenSSL. */
  readonly chainProblem?: string | undefined;
  /** Milliseconds since 1970. */
  readonly validFrom?: number;
  readonly validTo?: number;
  /** What of HTTP is spoken there: `h2`, `http/1.1`, or nothing that was said. */
  readonly alpn?: string | false;
}

/** What a certificate whose time is over, or is yet to come, has instead of a chain. */
const ITS_TIME = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

export async function lookAtCertificate(
  { host, port, ip, alpn }: { host: string; port: number; ip: string; alpn: boolean },
  limit: number,
): Promise<CertificateSeen> {
  const isName = !/^[\d.]+$|:/.test(host);
  const socket = connect({
    host: ip,
    port,
    ...(isName && { servername: host }),
    ...(alpn && { ALPNProtocols: ['h2', 'http/1.1'] }),
    rejectUnauthorized: false,
  });
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(limit) });
    const certificate = socket.getPeerCertificate(true);
    const chain = socket.authorizationError as unknown as string | Error | null;
    const reason = chain instanceof Error ? ((chain as NodeJS.ErrnoException).code ?? chain.message) : chain;
    return {
      host,
      port,
      nameProblem: checkServerIdentity(host, certificate)?.message,
      chainProblem: reason === null || isOfNames(reason) ? undefined : reason,
      ...timesOf(certificate),
      alpn: socket.alpnProtocol ?? false,
    };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { host, port, problem: code ?? message };
  } finally {
    socket.destroy();
  }
}

function timesOf({ valid_from: from, valid_to: to }: DetailedPeerCertificate) {
  return { validFrom: Date.parse(from), validTo: Date.parse(to) };
}

/** That is said apart. */
function isOfNames(reason: string): boolean {
  return reason === 'ERR_TLS_CERT_ALTNAME_INVALID';
}

const DAY = 86_400_000;
/** Days before its end at which a certificate should have been renewed. */
const SOON = 14;

/** Of several, the worst. */
export function judgeCertificates(all: readonly CertificateSeen[], now: number): Finding {
  const findings = all.map((seen) => judgeCertificate(seen, now));
  const worst =
    findings.find(({ status }) => status === 'failed') ??
    findings.find(({ status }) => status === 'warning') ??
    findings[0];
  return (
    worst ??
    warning('certificate', 'There is none: browsers give camera and microphone to pages over https only.')
  );
}

function judgeCertificate(seen: CertificateSeen, now: number): Finding {
  const { host, port, problem, nameProblem, chainProblem, validFrom = 0, validTo = 0 } = seen;
  const where = `${host}:${port}`;
  if (problem !== undefined) {
    return failed(
      'certificate',
      `${where} does not speak TLS (${problem}): set TLS_CERT and TLS_KEY, or let the proxy before Parley serve https there.`,
    );
  }
  if (now > validTo) {
    return failed(
      'certificate',
      `The certificate of ${where} has expired ${daysBetween(validTo, now)} days ago: renew it (the files of TLS_CERT and TLS_KEY are read again by themselves), or look why Caddy does not: it needs TCP port 80 or 443 from everywhere.`,
    );
  }
  if (now < validFrom) {
    return failed(
      'certificate',
      `The certificate of ${where} is not valid before ${new Date(validFrom).toISOString()}: one of the clocks is wrong. Let them be set by NTP.`,
    );
  }
  if (nameProblem !== undefined) {
    return failed(
      'certificate',
      `The certificate of ${where} is not for ${host}: get one for that name, or open Parley by the name in it. ${nameProblem}`,
    );
  }
  if (chainProblem !== undefined && !ITS_TIME.has(chainProblem)) {
    return failed('certificate', chainAdvice(where, chainProblem));
  }
  const left = daysBetween(now, validTo);
  if (left < SOON) {
    return warning(
      'certificate',
      `The certificate of ${where} expires in ${left} days: it should have been renewed by now. Look at the log of whoever renews it (Caddy, certbot).`,
    );
  }
  return ok('certificate', `It is for ${host}, and valid for ${left} days more.`);
}

function chainAdvice(where: string, reason: string): string {
  if (reason === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' || reason === 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY') {
    return `The chain of the certificate of ${where} is not whole (${reason}): let TLS_CERT name the full chain (fullchain.pem), not the certificate alone. Where the authority is your own, give its certificate to the browsers, and to the doctor by NODE_EXTRA_CA_CERTS.`;
  }
  return `Nobody whom browsers know vouches for the certificate of ${where} (${reason}): get one of a public authority, as Caddy does by itself. Where the authority is your own, give its certificate to the browsers, and to the doctor by NODE_EXTRA_CA_CERTS.`;
}

function daysBetween(from: number, to: number): number {
  return Math.floor((to - from) / DAY);
}

/** HTTP/2 is what proxies bring. Parley serves without it, in more connections. */
export function judgeHttp({ alpn }: CertificateSeen): Finding {
  if (alpn === 'h2') return ok('http', 'HTTP/2 is spoken.');
  return ok(
    'http',
    'HTTP/1.1 is spoken. A proxy such as Caddy adds HTTP/2, with which the page loads faster.',
  );
}

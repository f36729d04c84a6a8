// The service as somebody in a browser meets it, from the name to the media: one hop after the other.
import { isIPv6 } from 'node:net';
import { fingerprintOf, makeCertificate, type Certificate } from '@parley/loadtest/certificate';
import { clockOrigin, systemClock } from '@parley/loadtest/clock';
import { PROTOCOL_VERSION, type RequestResult } from '@parley/protocol';
import type { Address } from '@parley/turn/ip';
import { failed, ok, skipped, type CheckName, type Finding } from '../Finding.ts';
import { tcpPath, udpPath } from '../path/DatagramPath.ts';
import { isInOwnNetwork } from '../path/ownNetworks.ts';
import { bindingQuestion, strangerAt, type Question } from '../path/strangerAt.ts';
import { iceQuestion, tryPath, unreached, type MediaEnd, type PathOutcome } from '../path/tryPath.ts';
import { tryPeers, type PeersSeen } from '../path/tryPeers.ts';
import { tryRelay, type RelayOutcome, type RelayTarget } from '../path/tryRelay.ts';
import { judgeCertificates, judgeHttp, lookAtCertificate, type CertificateSeen } from './certificate.ts';
import { openFallback, openWebSocket } from './lines.ts';
import { judgeAddress, judgeMedia, wrongAddress, type CandidateSeen, type MediaSeen } from './media.ts';
import { judgeClock, judgePage, judgePort, lookAtPage, lookAtPort } from './page.ts';
import { judgeRelays } from './relays.ts';
import type { ServicePlace } from './ServicePlace.ts';
import { Signaling, type TextLine } from './Signaling.ts';
import { addressesOf, candidatesOf, relayTargets, type Candidate } from './targets.ts';
import { judgeFallback, judgeWebSocket } from './webSocket.ts';

/** Milliseconds for which anything is waited for. */
const LIMIT = 4_000;

const afterPage = [
  'certificate',
  'http',
  'clock',
  'websocket',
  'fallback',
  'announced-address',
] as const satisfies CheckName[];
const mediaChecks = ['media-udp', 'media-tcp'] as const satisfies CheckName[];
const turnChecks = ['turn', 'turn-udp', 'turn-tcp', 'turn-tls', 'turn-peers'] as const satisfies CheckName[];

/** Everything that can be told of a service from where this runs. */
export async function examineService(place: ServicePlace): Promise<Finding[]> {
  const addresses = await addressesOf(place.host);
  if (addresses.length === 0) {
    return [
      failed(
        'name',
        `The name ${place.host} has no address: add it to the DNS with the outer address of the server (A, and AAAA where it has IPv6), or correct it.`,
      ),
      ...skippedAfter('The name has no address.', ['page', ...afterPage, ...mediaChecks, ...turnChecks]),
    ];
  }
  const name = ok('name', `${place.host} is ${addresses.join(', ')}.`);
  const ports = new Map(
    await Promise.all(addresses.map(async (ip) => [ip, await lookAtPort(ip, place.port, LIMIT)] as const)),
  );
  const port = judgePort(place, ports);
  const ip = addresses.find((one) => ports.get(one) === 'open');
  if (ip === undefined) {
    const rest = [...afterPage, ...mediaChecks, ...turnChecks];
    return [name, ...(port ? [port] : []), ...skippedAfter('The page is not reached.', rest)];
  }
  return [name, ...(await examinePage(place, { addresses, ip, port }))];
}

async function examinePage(
  place: ServicePlace,
  { addresses, ip, port }: { addresses: readonly string[]; ip: string; port: Finding | undefined },
): Promise<Finding[]> {
  const tls = place.isSecure ? await lookAtCertificate({ ...place, ip, alpn: true }, LIMIT) : undefined;
  const page = await lookAtPage(place, LIMIT);
  const judged = judgePage(place, page);
  const now = Date.now();
  const http = tls
    ? judgeHttp(tls)
    : ok('http', 'HTTP/1.1 without TLS: good on this machine alone, or behind a proxy with https.');
  if (!page.isParley) {
    const rest = [
      'clock',
      'websocket',
      'fallback',
      'announced-address',
      ...mediaChecks,
      ...turnChecks,
    ] as const;
    return [
      judged,
      judgeTls(place, tls ? [tls] : [], now),
      http,
      ...skippedAfter('There is no Parley.', rest),
    ];
  }
  const findings = [port?.status === 'warning' ? port : judged, http, judgeClock(page.date, now)];
  return [...findings, ...(await examineSignaling(place, addresses, { tls, now }))];
}

function judgeTls(
  { isSecure, isInner, host }: ServicePlace,
  seen: readonly CertificateSeen[],
  now: number,
): Finding {
  if (isSecure || seen.length > 0) return judgeCertificates(seen, now);
  // Browsers take these for safe.
  if (/^(localhost|127\..*|::1)$/.test(host)) return ok('certificate', 'On this machine none is needed.');
  if (isInner) {
    return skipped(
      'certificate',
      'It is to be seen from outside: npm run doctor -- --url https://… on another machine.',
    );
  }
  return judgeCertificates([], now);
}

async function examineSignaling(
  place: ServicePlace,
  addresses: readonly string[],
  { tls, now }: { tls: CertificateSeen | undefined; now: number },
): Promise<Finding[]> {
  const { origin } = place.url;
  const [webSocket, fallback] = await Promise.allSettled([
    openWebSocket(place.url, LIMIT).then(greeted),
    openFallback(place.url, LIMIT).then(greeted),
  ]);
  const errorOf = (one: PromiseSettledResult<unknown>) =>
    one.status === 'rejected' ? (one.reason as unknown) : undefined;
  const findings = [judgeWebSocket(origin, errorOf(webSocket)), judgeFallback(origin, errorOf(fallback))];
  const lines = [webSocket, fallback].flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const [signaling] = lines;
  try {
    if (!signaling) {
      const rest = ['announced-address', ...mediaChecks, ...turnChecks] as const;
      return [
        ...findings,
        judgeTls(place, tls ? [tls] : [], now),
        ...skippedAfter('There is no signaling.', rest),
      ];
    }
    return [...findings, ...(await examineMedia(place, addresses, { signaling, tls, now }))];
  } finally {
    for (const line of lines) line.close();
  }
}

/** Once the server has spoken. */
async function greeted(line: TextLine): Promise<Signaling> {
  const signaling = new Signaling(line, LIMIT);
  try {
    const { protocolVersion } = await signaling.welcome;
    if (protocolVersion !== PROTOCOL_VERSION) {
      throw new Error(
        `the server speaks version ${protocolVersion} of the protocol, this ${PROTOCOL_VERSION}`,
      );
    }
    return signaling;
  } catch (error) {
    signaling.close();
    throw error;
  }
}

interface Served {
  readonly signaling: Signaling;
  readonly tls: CertificateSeen | undefined;
  readonly now: number;
}

async function examineMedia(
  place: ServicePlace,
  pageAddresses: readonly string[],
  { signaling, tls, now }: Served,
): Promise<Finding[]> {
  const certificate = makeCertificate(now);
  const fingerprints = [{ algorithm: 'sha-256' as const, value: fingerprintOf(certificate.der, 'sha-256') }];
  const probe = () => signaling.request('probe', { fingerprints });
  let first: RequestResult<'probe'>;
  try {
    first = await probe();
  } catch (error) {
    const rest = ['media-tcp', 'announced-address', ...turnChecks] as const;
    const reason = error instanceof Error ? error.message : String(error);
    return [
      failed(
        'media-udp',
        `The server gives no way to its media (${reason}): its media workers do not run, or it is an older Parley. Its log says more.`,
      ),
      judgeTls(place, tls ? [tls] : [], now),
      ...skippedAfter('There is no media.', rest),
    ];
  }
  const targets = await relayTargets(first);
  const candidates = await candidatesOf(first);
  const peer = candidates.find(({ protocol, ip }) => protocol === 'udp' && !isIPv6(ip));
  const tries = { probe, certificate, isInner: place.isInner };
  const [tried, relays, secure] = await Promise.all([
    Promise.all(candidates.map((candidate) => tryCandidate(candidate, tries))),
    Promise.all(targets.map((target) => tryOneRelay(target, peer, tries))),
    certificatesOf(targets),
  ]);
  const media: MediaSeen = { candidates: tried, pageAddresses, turnAnswersUdp: answersUdp(relays) };
  const usable = targets[relays.findIndex(({ allocated }) => allocated)];
  const mediaIps = candidates.map(({ ip }) => ip);
  const control = [...new Set([place.port, ...targets.map(({ turn }) => turn.port)])];
  const peers = usable && (await askAboutPeers(usable, { media: mediaIps, control, limit: LIMIT }));
  const isUdpDead = media.turnAnswersUdp === false && !tried.some(isReachedByUdp);
  return [
    judgeTls(place, [...(tls ? [tls] : []), ...secure], now),
    judgeAddress(media, place.host),
    ...judgeMedia(media),
    ...judgeRelays({ relays, wrongAddress: wrongAddress(media), isUdpDead, peers }),
  ];
}

interface Tries {
  readonly probe: () => Promise<RequestResult<'probe'>>;
  readonly certificate: Certificate;
  readonly isInner: boolean;
}

/** Each way has a transport of its own, as a handshake is made once. */
async function tryCandidate(candidate: Candidate, tries: Tries): Promise<CandidateSeen> {
  const isUdp = candidate.protocol === 'udp';
  const outcome = async (): Promise<PathOutcome> => {
    try {
      const path = await (isUdp ? udpPath(candidate) : tcpPath(candidate, LIMIT));
      const end = await mediaEnd(tries);
      const found = await tryPath(path, end);
      if (!isUdp || found.reached || found.why !== 'silence') return found;
      return { ...found, ...(await strangerInstead(candidate, iceQuestion(end), tries)) };
    } catch (error) {
      return unreached(error);
    }
  };
  return { ...candidate, outcome: await outcome() };
}

async function mediaEnd({ probe, certificate }: Tries): Promise<MediaEnd> {
  return { transport: (await probe()).transport, certificate, clock: systemClock(clockOrigin()) };
}

/** Where over UDP nothing came back: perhaps it did, from another address. */
async function strangerInstead(asked: Address, question: Question, { isInner }: Tries) {
  const detail = await strangerAt(asked, question, systemClock(clockOrigin()));
  if (detail === undefined) return undefined;
  // A container that asks a port of its own machine is answered by the gateway of its network (before Docker 28).
  const why = isInner && isInOwnNetwork(detail) ? ('translated' as const) : ('stranger' as const);
  return { why, detail };
}

async function tryOneRelay(
  target: RelayTarget,
  peer: Address | undefined,
  tries: Tries,
): Promise<RelayOutcome> {
  const found = await tryRelay(target, peer, { end: await mediaEnd(tries), limit: LIMIT });
  if (target.turn.transport !== 'udp' || found.allocated || found.why !== 'silence') return found;
  const asked = { ip: target.ip, port: target.turn.port };
  return { ...found, ...(await strangerInstead(asked, bindingQuestion(), tries)) };
}

async function askAboutPeers(
  target: RelayTarget,
  options: Parameters<typeof tryPeers>[1],
): Promise<PeersSeen | undefined> {
  try {
    return await tryPeers(target, options);
  } catch {
    return undefined;
  }
}

/** Of TURN: nothing came from it at all. */
const deaf: ReadonlySet<string> = new Set(['silence', 'refused', 'no way']);

function answersUdp(relays: readonly RelayOutcome[]): boolean | undefined {
  const tried = relays.filter(({ turn }) => turn.transport === 'udp');
  if (tried.length === 0) return undefined;
  return tried.some((relay) => relay.allocated || !deaf.has(relay.why));
}

function isReachedByUdp({ protocol, outcome }: CandidateSeen): boolean {
  return protocol === 'udp' && outcome.reached;
}

/** Those of TURN over TLS: on a port that is shared with the page, too, another program may answer for it. */
async function certificatesOf(targets: readonly RelayTarget[]): Promise<CertificateSeen[]> {
  const secure = targets.filter(({ turn }) => turn.transport === 'tls');
  const seen = await Promise.all(
    secure.map(({ turn, ip }) => lookAtCertificate({ ...turn, ip, alpn: false }, LIMIT)),
  );
  // That nobody answers is told of TURN itself.
  return seen.filter(({ problem }) => problem === undefined);
}

function skippedAfter(reason: string, names: readonly CheckName[]): Finding[] {
  return names.map((check) => skipped(check, reason));
}

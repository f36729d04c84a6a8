// What the ways to the media say together: which hop is broken, and by which setting or firewall it is mended.
import { failed, ok, skipped, warning, type Finding } from '../Finding.ts';
import type { PathOutcome } from '../path/tryPath.ts';

export interface CandidateSeen {
  readonly ip: string;
  readonly port: number;
  readonly protocol: 'udp' | 'tcp';
  readonly outcome: PathOutcome;
}

export interface MediaSeen {
  /** What the server says where its media is, each tried. */
  readonly candidates: readonly CandidateSeen[];
  /** Of the page’s name. */
  readonly pageAddresses: readonly string[];
  /** Whether any packet of UDP came from the TURN server. Undefined: nobody asked it. */
  readonly turnAnswersUdp: boolean | undefined;
}

/** Whether people are sent to where nobody is. Undefined: they are not. */
export function wrongAddress({ candidates, pageAddresses }: MediaSeen): string | undefined {
  const announced = [...new Set(candidates.map(({ ip }) => ip))];
  const isDead = (ip: string) => candidates.every((one) => one.ip !== ip || !isThere(one));
  if (announced.length === 0 || !announced.every(isDead)) return undefined;
  return announced.some((ip) => pageAddresses.includes(ip)) ? undefined : announced.join(', ');
}

/** A port that refuses shows that there is a machine, but not ours. */
function isThere({ outcome }: CandidateSeen): boolean {
  return outcome.reached || ['handshake', 'stranger', 'translated'].includes(outcome.why);
}

export function judgeAddress(seen: MediaSeen, host: string): Finding {
  const { candidates, pageAddresses } = seen;
  const wrong = wrongAddress(seen);
  if (wrong !== undefined) {
    return failed(
      'announced-address',
      `The server sends people to ${wrong} for sound and picture, where nobody answers over UDP or TCP; its page is at ${pageAddresses.join(', ')}. Set ANNOUNCED_ADDRESS=${pageAddresses[0] ?? host}, and start Parley again.`,
    );
  }
  const announced = [...new Set(candidates.map(({ ip }) => ip))];
  if (announced.length === 0) {
    return failed('announced-address', 'The server names no address of its media. Set ANNOUNCED_ADDRESS.');
  }
  const elsewhere = announced.filter(
    (ip) => !pageAddresses.includes(ip) && candidates.every((one) => one.ip !== ip || isSilent(one)),
  );
  if (elsewhere.length > 0 && elsewhere.length < announced.length) {
    return warning(
      'announced-address',
      `The server sends people to ${elsewhere.join(', ')} too, where nobody answers: they lose time with it. Name only what is reached in ANNOUNCED_ADDRESS.`,
    );
  }
  return ok('announced-address', `Sound and picture are awaited at ${announced.join(', ')}.`);
}

function isSilent({ outcome }: CandidateSeen): boolean {
  return !outcome.reached && (outcome.why === 'silence' || outcome.why === 'refused');
}

export function judgeMedia(seen: MediaSeen): Finding[] {
  if (wrongAddress(seen) !== undefined) {
    const first = 'First the announced address has to be right.';
    return [skipped('media-udp', first), skipped('media-tcp', first)];
  }
  return [judgeUdp(seen), judgeTcp(seen)];
}

function judgeUdp({ candidates, turnAnswersUdp }: MediaSeen): Finding {
  const tried = candidates.filter(({ protocol }) => protocol === 'udp');
  const finding = judgeProtocol('media-udp', 'UDP', tried);
  if (finding) return finding;
  const stray = tried.filter(
    ({ outcome }) => !outcome.reached && ['stranger', 'translated'].includes(outcome.why),
  );
  if (stray.length > 0) return judgeStray(stray);
  const silent = tried.filter(isSilent);
  const places = placesOf(silent);
  if (turnAnswersUdp === false) {
    return failed(
      'media-udp',
      `No UDP comes through to the server and back, neither to the media at ${places} nor to TURN: a firewall drops it, here or there. Let UDP ${portsOf(tried)} in at the server, in its cloud and its router. Where it is the network here that drops it, calls work over TCP, with more delay.`,
    );
  }
  return failed(
    'media-udp',
    `Nothing comes back from ${places} over UDP (${detailOf(silent)}): let UDP ${portsOf(tried)} in, in the firewall of the server, of its cloud and in its router. Without it calls go over TCP, with more delay.`,
  );
}

/** The media is there, and its answers come from another address. */
function judgeStray(stray: readonly CandidateSeen[]): Finding {
  const places = placesOf(stray);
  const from = detailOf(stray);
  if (stray.every(({ outcome }) => !outcome.reached && outcome.why === 'translated')) {
    return skipped(
      'media-udp',
      `From this container it cannot be told: the media answers at ${places}, and Docker lets the answer come from ${from} where a container asks its own machine. Others do not meet that: npm run doctor -- --url https://… on another machine.`,
    );
  }
  return failed(
    'media-udp',
    `What is sent to ${places} over UDP is answered from ${from}, and no browser takes an answer from elsewhere. Let the machine answer from where it is asked (Docker: publish the media port at that one address), or announce the address that answers (ANNOUNCED_ADDRESS). Where only this network’s router is the reason, look from another network.`,
  );
}

function judgeTcp({ candidates }: MediaSeen): Finding {
  const tried = candidates.filter(({ protocol }) => protocol === 'tcp');
  const finding = judgeProtocol('media-tcp', 'TCP', tried);
  if (finding) return finding;
  const silent = tried.filter(isSilent);
  return failed(
    'media-tcp',
    `Nothing comes back from ${placesOf(silent)} over TCP (${detailOf(silent)}): let TCP ${portsOf(tried)} in, in the firewall of the server, of its cloud and in its router. People whose network blocks UDP need it, unless they have TURN.`,
  );
}

/** What is said alike of both. Undefined: nothing of it comes through. */
function judgeProtocol(
  check: 'media-udp' | 'media-tcp',
  protocol: string,
  tried: readonly CandidateSeen[],
): Finding | undefined {
  if (tried.length === 0) return warning(check, `The server does not offer its media over ${protocol}.`);
  const reached = tried.find(({ outcome }) => outcome.reached);
  if (reached) return judgeReached(check, reached);
  const cut = tried.find(({ outcome }) => !outcome.reached && outcome.why === 'handshake');
  if (cut) {
    return failed(
      check,
      `Small packets come through to ${placesOf([cut])} over ${protocol}, and the DTLS handshake does not (${detailOf([cut])}): something on the way drops large packets. Look at the MTU of tunnels (VPN, Docker) before the server.`,
    );
  }
  if (tried.every(({ outcome }) => !outcome.reached && outcome.why === 'no way')) {
    return failed(check, `This machine has no way to ${placesOf(tried)}: it lacks that family of addresses.`);
  }
  return undefined;
}

function judgeReached(check: 'media-udp' | 'media-tcp', { ip, port, outcome }: CandidateSeen): Finding {
  if (!outcome.reached) throw new Error('not reached');
  const { roundTrip, loss } = outcome;
  const text = `${addressText(ip, port)} in ${Math.max(1, Math.round(roundTrip))} ms`;
  if (loss <= 0.1) return ok(check, `${text}, with DTLS.`);
  return warning(
    check,
    `${text}, but ${Math.round(loss * 100)} % of the packets are lost: the line, or a firewall that counts packets, is overloaded.`,
  );
}

function placesOf(tried: readonly CandidateSeen[]): string {
  return [...new Set(tried.map(({ ip, port }) => addressText(ip, port)))].join(', ');
}

function portsOf(tried: readonly CandidateSeen[]): string {
  const ports = [...new Set(tried.map(({ port }) => port))].join(', ');
  return `port ${ports} (MEDIA_PORT)`;
}

function detailOf(tried: readonly CandidateSeen[]): string {
  const details = tried.flatMap(({ outcome }) => (outcome.reached ? [] : [outcome.detail]));
  return [...new Set(details)].join(', ');
}

function addressText(ip: string, port: number): string {
  return `${ip.includes(':') ? `[${ip}]` : ip}:${port}`;
}

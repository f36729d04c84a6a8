// What the tries of TURN say together.
import { failed, ok, skipped, warning, type CheckName, type Finding } from '../Finding.ts';
import type { PeersSeen } from '../path/tryPeers.ts';
import type { RelayOutcome } from '../path/tryRelay.ts';

export interface RelaysSeen {
  readonly relays: readonly RelayOutcome[];
  /** What is wrong with the announced address: people are sent to it for TURN as well. */
  readonly wrongAddress: string | undefined;
  /** Whether no UDP at all came back from the server, from the media neither. */
  readonly isUdpDead: boolean;
  /** Undefined: no relay could be asked. */
  readonly peers: PeersSeen | undefined;
}

const transports = ['udp', 'tcp', 'tls'] as const;
type RelayTransport = (typeof transports)[number];

const checkOf = { udp: 'turn-udp', tcp: 'turn-tcp', tls: 'turn-tls' } as const satisfies Record<
  RelayTransport,
  CheckName
>;

export function judgeRelays(seen: RelaysSeen): Finding[] {
  const { relays } = seen;
  if (relays.length === 0) {
    const none = 'The server offers no TURN.';
    return [
      warning(
        'turn',
        'The server offers no TURN: people whose firewall lets out nothing but port 443 cannot call. Set TURN_BUNDLED=true, or TURN_URLS and TURN_SECRET for another one.',
      ),
      ...[...transports.map((transport) => checkOf[transport]), 'turn-peers' as const].map((check) =>
        skipped(check, none),
      ),
    ];
  }
  return [
    judgeCredentials(relays),
    ...transports.map((transport) => judgeTransport(transport, seen)),
    judgePeers(seen.peers),
  ];
}

function judgeCredentials(relays: readonly RelayOutcome[]): Finding {
  const refusing = relays.filter((relay) => !relay.allocated && relay.why === 'credential');
  if (refusing.length > 0) {
    const hosts = [...new Set(refusing.map(({ turn }) => `${turn.host}:${turn.port}`))].join(', ');
    return failed(
      'turn',
      `The TURN server at ${hosts} does not take the credentials that Parley makes: both need the same secret. Give Parley as TURN_SECRET what the TURN server has (coturn: static-auth-secret, with use-auth-secret), and compare the clocks of the two.`,
    );
  }
  if (relays.some(({ allocated }) => allocated)) return ok('turn', 'The TURN server takes the credentials.');
  return skipped('turn', 'The TURN server was not reached.');
}

function judgeTransport(transport: RelayTransport, seen: RelaysSeen): Finding {
  const check = checkOf[transport];
  const tried = seen.relays.filter(({ turn }) => turn.transport === transport);
  if (tried.length === 0) return judgeMissing(transport);
  const good = tried.find((relay) => relay.allocated && relay.media.reached);
  if (good) return ok(check, `${good.turn.host}:${good.turn.port} relays to the media and back.`);
  const half = tried.find(({ allocated }) => allocated);
  if (half) return judgeHalf(check, half, seen);
  return judgeDead(check, tried, seen);
}

function judgeMissing(transport: RelayTransport): Finding {
  if (transport !== 'tls') {
    const name = transport.toUpperCase();
    return warning(checkOf[transport], `The server does not offer TURN over ${name}: name it in TURN_URLS.`);
  }
  return warning(
    'turn-tls',
    'The server does not offer TURN over TLS: people whose firewall lets out nothing but https cannot call. Set TLS_CERT and TLS_KEY, which puts it on port 443 with the page.',
  );
}

/** There is a relay, and the media is not reached by it. */
function judgeHalf(check: CheckName, relay: RelayOutcome, { wrongAddress }: RelaysSeen): Finding {
  if (!relay.allocated || relay.media.reached) throw new Error('not half');
  const { turn, media } = relay;
  const where = `${turn.host}:${turn.port}`;
  if (wrongAddress !== undefined) {
    return ok(check, `${where} gives relays. What is behind them shows when the announced address is right.`);
  }
  if (media.why === 'forbidden') {
    return failed(
      check,
      `The TURN server at ${where} does not relay to the media (${media.detail}): name the announced address with the media ports in TURN_MEDIA_PEERS (coturn: allowed-peer-ip).`,
    );
  }
  return failed(
    check,
    `The TURN server at ${where} gives relays, and nothing comes back from the media by them (${media.detail}): let its relay ports (UDP 49152 to 65535, TURN_RELAY_PORTS) send to the media port and hear from it. Behind a router that does not lead back to its own outer address, TURN_MEDIA_PEERS and the relay address have to be inner ones.`,
  );
}

function judgeDead(check: CheckName, tried: readonly RelayOutcome[], seen: RelaysSeen): Finding {
  const dead = tried.flatMap((relay) => (relay.allocated ? [] : [relay]));
  if (dead.every(({ why }) => why === 'credential')) {
    return skipped(check, 'First the credentials have to be right.');
  }
  if (seen.wrongAddress !== undefined && dead.every(({ turn }) => seen.wrongAddress?.includes(turn.host))) {
    return skipped(check, 'It is awaited at the announced address, which has to be right first.');
  }
  if (dead.every(({ why }) => why === 'no way')) {
    return skipped(check, `This machine has no way to ${dead.map(({ turn }) => turn.host).join(', ')}.`);
  }
  if (check === 'turn-udp' && seen.isUdpDead) return skipped(check, 'No UDP comes through at all.');
  const [first] = dead;
  if (!first) throw new Error('nothing was tried');
  const { turn, detail } = first;
  const where = `${turn.host}:${turn.port}`;
  if (dead.every(({ why }) => why === 'translated')) {
    return skipped(
      check,
      `From this container it cannot be told: ${where} answers, and Docker lets the answer come from ${detail} where a container asks its own machine. Others do not meet that: npm run doctor -- --url https://… on another machine.`,
    );
  }
  if (first.why === 'stranger') {
    return failed(
      check,
      `What is sent to ${where} over UDP is answered from ${detail}, and no browser takes an answer from elsewhere: let the TURN server listen at the address of its name alone (TURN_LISTEN, coturn: listening-ip, Docker: publish the port at that one address).`,
    );
  }
  if (first.why === 'denied') {
    return failed(
      check,
      `The TURN server at ${where} gives no relay (${detail}): with 486 it has as many as TURN_ALLOCATIONS says, with 508 no free port in TURN_RELAY_PORTS.`,
    );
  }
  const protocol = turn.transport === 'udp' ? 'UDP' : 'TCP';
  const setting = turn.transport === 'tls' ? 'TLS_PORT or TURN_TLS_PORT' : 'TURN_PORT';
  return failed(
    check,
    `The TURN server does not answer at ${where} over ${turn.transport.toUpperCase()} (${detail}): let ${protocol} port ${turn.port} (${setting}) in, in the firewall of the server, of its cloud and in its router, and see that the TURN server runs.`,
  );
}

function judgePeers(peers: PeersSeen | undefined): Finding {
  if (!peers) return skipped('turn-peers', 'No relay could be asked.');
  if (peers.open.length > 0) {
    return failed(
      'turn-peers',
      `The TURN server relays to ${peers.open.join(', ')}: it is a door into the network that it stands in. Use the one that comes with Parley, or deny these ranges (coturn: denied-peer-ip, no-loopback-peers).`,
    );
  }
  if (peers.control.length > 0) {
    return warning(
      'turn-peers',
      `The TURN server relays to port ${peers.control.join(', ')} of its own machine, over UDP: see that nothing there trusts its own address.`,
    );
  }
  return ok('turn-peers', `${peers.asked} addresses that it must not relay to are refused.`);
}

// The configuration of the TURN server. This is the one file that reads the environment.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Ajv } from 'ajv';
import { Type, type Static } from 'typebox';
import { familyOf, ipFromBytes, ipToBytes, type Address } from './ip.ts';
import { checkKeyPair, type KeyPair, type KeyPairFiles } from './net/KeyPair.ts';
import type { RelayAddress } from './net/UdpRelays.ts';
import { checkCidr, isNeverReached, type AllowedPeer } from './peerFilter.ts';
import { StartError } from './StartError.ts';

const port = (description: string, more: { default?: number } = {}) =>
  Type.Integer({ minimum: 0, maximum: 65535, description, ...more });
const list = (description: string, fallback = '') => Type.String({ default: fallback, description });
const count = (fallback: number, description: string) =>
  Type.Integer({ default: fallback, minimum: 1, maximum: 1_000_000, description });

/** Each setting by its environment variable. The descriptions make the table in docs/turn.md. */
export const settings = Type.Object({
  TURN_SECRET: Type.String({
    minLength: 16,
    description:
      'Secret that is shared with who makes the credentials (required). coturn calls it `static-auth-secret`.',
  }),
  TURN_REALM: Type.String({
    default: 'parley',
    minLength: 1,
    maxLength: 127,
    pattern: '^[\\x20-\\x7e]*$',
    description: 'Realm of the credentials.',
  }),
  TURN_LISTEN: list('Addresses on which clients are awaited, separated by commas.', '0.0.0.0'),
  TURN_PORT: port('Port of clients over UDP and TCP.', { default: 3478 }),
  TURN_TLS_PORT: port('Port of clients over TLS, where there is a certificate.', { default: 5349 }),
  TURN_TLS_CERT: Type.Optional(
    Type.String({
      description: 'File of the certificate chain, in PEM. Unset: no TLS. It is read again when it changes.',
    }),
  ),
  TURN_TLS_KEY: Type.Optional(Type.String({ description: 'File of its private key, in PEM.' })),
  TURN_HTTPS_UPSTREAM: Type.Optional(
    Type.String({
      description:
        'Address and port of a web server without TLS. What comes to the TLS port and is no TURN is passed on to it, so that both can have port 443.',
    }),
  ),
  TURN_RELAY_ADDRESSES: Type.String({
    minLength: 1,
    description:
      'Addresses of this machine from which packets are relayed, an IPv4 and an IPv6 one or only one of them, separated by a comma (required). Behind an address translation each has its outer address before it: `203.0.113.5/10.0.0.5`.',
  }),
  TURN_RELAY_PORTS: list('UDP ports of relays, from and to.', '49152-65535'),
  TURN_MEDIA_PEERS: list(
    'Where relays may send to, beside each other: the addresses and ports of the media, such as `203.0.113.5:20000-20007,[2001:db8::5]:20000-20007`. Private addresses may be named here.',
  ),
  TURN_PUBLIC_PEERS: Type.Boolean({
    default: false,
    description: 'Lets relays send to all public addresses, for calls from browser to browser.',
  }),
  TURN_DENIED_PEERS: list(
    'Ranges to which nothing is sent whatever else allows it, such as `198.51.100.0/24,2001:db8::/32`.',
  ),
  TURN_ALLOCATIONS_PER_USER: count(16, 'Allocations of one user at most.'),
  TURN_ALLOCATIONS: count(2000, 'Allocations at most.'),
  TURN_PERMISSIONS: count(64, 'Permissions of an allocation at most.'),
  TURN_CHANNELS: count(64, 'Channels of an allocation at most.'),
  TURN_CHALLENGES_PER_SECOND: count(
    50,
    'Answers a second to an address that has not authenticated; ten times as many in a burst.',
  ),
  TURN_CONNECTIONS: count(4000, 'TCP connections to a port at most.'),
  TURN_CONNECTIONS_PER_ADDRESS: count(500, 'TCP connections to a port from one address at most.'),
  TURN_NONCE_LIFETIME: Type.Integer({
    default: 3600,
    minimum: 60,
    maximum: 86_400,
    description: 'Seconds after which a client gets a new nonce.',
  }),
  TURN_STRICT_CHANNELS: Type.Boolean({
    default: false,
    description:
      'Takes channel numbers up to 0x4FFF only, as RFC 8656 has them, and not up to 0x7FFE as older clients draw them.',
  }),
  TURN_PROCESSES: Type.Integer({
    default: 1,
    minimum: 0,
    maximum: 64,
    description:
      'Processes that share the ports of clients, as one of them uses one core at most. 0: one for each core.',
  }),
  TURN_METRICS_PORT: Type.Optional(
    port('TCP port on 127.0.0.1 of the metrics, at `/metrics`. Unset: they are not served.'),
  ),
});

type Settings = Static<typeof settings>;

/** The settings, with what stands in their texts. */
export interface Config extends Omit<
  Settings,
  | 'TURN_LISTEN'
  | 'TURN_TLS_CERT'
  | 'TURN_TLS_KEY'
  | 'TURN_HTTPS_UPSTREAM'
  | 'TURN_RELAY_ADDRESSES'
  | 'TURN_RELAY_PORTS'
  | 'TURN_MEDIA_PEERS'
  | 'TURN_DENIED_PEERS'
  | 'TURN_PROCESSES'
> {
  listen: readonly string[];
  tls: { files: KeyPairFiles; pair: KeyPair } | undefined;
  httpsUpstream: Address | undefined;
  relayAddresses: readonly RelayAddress[];
  relayPorts: { from: number; to: number };
  mediaPeers: readonly AllowedPeer[];
  deniedPeers: readonly string[];
  processes: number;
}

/**
 * The configuration in an environment; empty variables count as unset.
 * @throws {StartError}
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Readonly<Config> {
  const problems: string[] = [];
  const values = readValues(env, problems);
  /** Reads what stands in a text. A mistake in it is told by the variable. */
  const parse = <T>(name: keyof Settings, read: (text: string) => T): T | undefined => {
    const text = values[name];
    if (typeof text !== 'string') return undefined;
    try {
      return read(text);
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`);
      return undefined;
    }
  };
  const parsed = {
    listen: parse('TURN_LISTEN', (text) => someOf(itemsOf(text).map(ipOf))),
    tls: readTls(parse, problems),
    httpsUpstream: parse('TURN_HTTPS_UPSTREAM', (text) => {
      const { ip, from } = peerOf(text);
      return { ip, port: from };
    }),
    relayAddresses: parse('TURN_RELAY_ADDRESSES', relayAddressesOf),
    relayPorts: parse('TURN_RELAY_PORTS', portsOf),
    mediaPeers: parse('TURN_MEDIA_PEERS', (text) => itemsOf(text).map(mediaPeerOf)),
    deniedPeers: parse('TURN_DENIED_PEERS', (text) => itemsOf(text).map(checkCidr)),
  };
  const processes = values.TURN_PROCESSES || availableParallelism();
  const { from, to } = parsed.relayPorts ?? { from: 1, to: 65_535 };
  if (processes > 1 && (values.TURN_PORT === 0 || (parsed.tls && values.TURN_TLS_PORT === 0))) {
    problems.push('TURN_PROCESSES: ports that several processes share need a number');
  }
  if (to - from + 1 < 2 * processes) {
    problems.push(`TURN_RELAY_PORTS: at least ${2 * processes} are needed for TURN_PROCESSES`);
  }
  if (problems.length > 0) throw new StartError(problems);
  return Object.freeze({ ...values, ...parsed, processes } as Config);
}

function readValues(
  env: Readonly<Record<string, string | undefined>>,
  problems: string[],
): Partial<Settings> {
  const ajv = new Ajv({ coerceTypes: true });
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(settings.properties)) {
    const text = env[name];
    if (text === undefined || text === '') {
      if ('default' in schema) values[name] = schema.default;
      else if (settings.required.includes(name as never)) problems.push(`${name} is required`);
      continue;
    }
    // Ajv coerces the member of an object, not a bare value.
    const holder: { value: unknown } = { value: text };
    const check = ajv.compile({ type: 'object', properties: { value: schema } });
    if (check(holder)) values[name] = holder.value;
    else problems.push(...(check.errors ?? []).map(({ message }) => `${name} ${message ?? 'is wrong'}`));
  }
  return values;
}

type Parse = <T>(name: keyof Settings, read: (text: string) => T) => T | undefined;

function readTls(parse: Parse, problems: string[]): Config['tls'] {
  const read = (path: string) => ({ path, bytes: readFileSync(path) });
  const cert = parse('TURN_TLS_CERT', read);
  const key = parse('TURN_TLS_KEY', read);
  if (!cert && !key) return undefined;
  try {
    if (!cert || !key) throw new Error('both of them are needed');
    const pair = { cert: cert.bytes, key: key.bytes };
    checkKeyPair(pair);
    return { files: { cert: cert.path, key: key.path }, pair };
  } catch (error) {
    problems.push(`TURN_TLS_CERT and TURN_TLS_KEY: ${(error as Error).message}`);
    return undefined;
  }
}

function itemsOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function someOf<T>(items: T[]): T[] {
  if (items.length === 0) throw new RangeError('at least one address is needed');
  return items;
}

/** An address in the spelling in which the system gives it. */
function ipOf(text: string): string {
  const bytes = ipToBytes(text);
  if (!bytes) throw new RangeError(`"${text}" is no IP address`);
  return ipFromBytes(bytes);
}

function portsOf(text: string): { from: number; to: number } {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (!(from >= 1 && from <= to && to <= 65535))
    throw new RangeError(`"${text}" is no port or range of ports`);
  return { from, to };
}

/** `192.0.2.1:20000-20007` or `[2001:db8::1]:20000`. */
function peerOf(text: string): AllowedPeer {
  const [, v6, v4, ports = ''] = /^(?:\[(.+)\]|([^:]+)):(.+)$/.exec(text) ?? [];
  const ip = v6 ?? v4;
  if (ip === undefined) throw new RangeError(`"${text}" is no address with ports`);
  return { ip: ipOf(ip), ...portsOf(ports) };
}

function mediaPeerOf(text: string): AllowedPeer {
  const peer = peerOf(text);
  if (isNeverReached(peer.ip)) throw new RangeError(`${peer.ip} may not be a peer`);
  return peer;
}

function relayAddressesOf(text: string): RelayAddress[] {
  const addresses = someOf(itemsOf(text)).map((item) => {
    const [external = '', internal = external, ...rest] = item.split('/');
    if (rest.length > 0) throw new RangeError(`"${item}" is no address`);
    return { ip: ipOf(internal), external: ipOf(external) };
  });
  if (addresses.some(({ ip, external }) => familyOf(ip) !== familyOf(external))) {
    throw new RangeError('the outer and the inner address are of one family');
  }
  if (new Set(addresses.map(({ ip }) => familyOf(ip))).size < addresses.length) {
    throw new RangeError('one address of each family');
  }
  if (addresses.some(({ ip }) => ip === '0.0.0.0' || ip === '::')) {
    throw new RangeError('an address is needed at which peers see the relays');
  }
  return addresses;
}

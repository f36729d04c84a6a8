// The configuration of the TURN server. This is the one file that reads the environment.
import { availableParallelism } from 'node:os';
import { Ajv } from 'ajv';
import type { Static } from 'typebox';
import { familyOf, ipFromBytes, ipToBytes } from './ip.ts';
import type { InnerPeer } from './net/InnerPeers.ts';
import { readKeyPair, type KeyPair, type KeyPairFiles } from './net/KeyPair.ts';
import type { Upstream } from './net/passOn.ts';
import type { RelayAddress } from './net/UdpRelays.ts';
import { checkCidr, isInRange, isNeverReached, type AllowedPeer } from './peerFilter.ts';
import { settings } from './settings.ts';
import { StartError } from './StartError.ts';

type Settings = Static<typeof settings>;

interface TlsConfig {
  files: KeyPairFiles;
  /** Undefined: it is still to come. */
  pair: KeyPair | undefined;
  /** Then, what is wrong with the files. */
  missing?: string;
}

/** The settings, with what stands in their texts. */
export interface Config extends Omit<
  Settings,
  | 'TURN_LISTEN'
  | 'TURN_TLS_CERT'
  | 'TURN_TLS_KEY'
  | 'TURN_HTTP_UPSTREAM'
  | 'TURN_HTTPS_UPSTREAM'
  | 'TURN_RELAY_ADDRESSES'
  | 'TURN_RELAY_PORTS'
  | 'TURN_MEDIA_PEERS'
  | 'TURN_DENIED_PEERS'
  | 'TURN_PROCESSES'
> {
  listen: readonly string[];
  tls: TlsConfig | undefined;
  httpUpstream: Upstream | undefined;
  httpsUpstream: Upstream | undefined;
  relayAddresses: readonly RelayAddress[];
  relayPorts: { from: number; to: number };
  mediaPeers: readonly AllowedPeer[];
  /** Those of them that are reached at another address. */
  innerPeers: readonly InnerPeer[];
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
    tls: readTls(values, problems),
    httpUpstream: parse('TURN_HTTP_UPSTREAM', upstreamOf),
    httpsUpstream: parse('TURN_HTTPS_UPSTREAM', upstreamOf),
    relayAddresses: parse('TURN_RELAY_ADDRESSES', relayAddressesOf),
    relayPorts: parse('TURN_RELAY_PORTS', portsOf),
    ...readMediaPeers(parse, values.TURN_DENIED_PEERS),
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

function readTls(values: Partial<Settings>, problems: string[]): TlsConfig | undefined {
  const { TURN_TLS_CERT: cert, TURN_TLS_KEY: key, TURN_HTTPS_UPSTREAM: upstream } = values;
  if (cert === undefined && key === undefined && upstream === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    const why = upstream === undefined ? '' : ' for TURN beside TURN_HTTPS_UPSTREAM';
    problems.push(`TURN_TLS_CERT and TURN_TLS_KEY: both of them are needed${why}`);
    return undefined;
  }
  const files = { cert, key };
  try {
    return { files, pair: readKeyPair(files) };
  } catch (error) {
    const { message } = error as Error;
    if (upstream !== undefined) return { files, pair: undefined, missing: message };
    problems.push(`TURN_TLS_CERT and TURN_TLS_KEY: ${message}`);
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

type Parse = <T>(name: keyof Settings, read: (text: string) => T) => T | undefined;

function readMediaPeers(parse: Parse, denied = ''): Pick<Config, 'mediaPeers' | 'innerPeers'> {
  const peers = parse('TURN_MEDIA_PEERS', (text) => {
    const read = itemsOf(text).map(mediaPeerOf);
    for (const peer of read) checkInner(peer, read, itemsOf(denied));
    return read;
  });
  return {
    mediaPeers: (peers ?? []).map(({ ip, from, to }) => ({ ip, from, to })),
    innerPeers: (peers ?? []).filter(({ ip, inner }) => inner !== ip),
  };
}

/** @throws {RangeError} Where a packet from inside could be of two peers, or one would go where nothing may. */
function checkInner(peer: InnerPeer, all: readonly InnerPeer[], denied: readonly string[]): void {
  const { ip, inner, from, to } = peer;
  if (inner === ip) return;
  if (denied.some((cidr) => isInRange(cidr, inner))) {
    throw new RangeError(`${inner} is in a range of TURN_DENIED_PEERS`);
  }
  const other = all.find((one) => one !== peer && one.inner === inner && one.from <= to && from <= one.to);
  if (other) throw new RangeError(`${inner} is the inner address of ${ip} and of ${other.ip}`);
}

/** `192.0.2.1:20000-20007`, `[2001:db8::1]:20000` or, with an inner address, `192.0.2.1/10.0.0.1:20000`. */
function mediaPeerOf(text: string): InnerPeer {
  const [, v6, v4, ports = ''] = /^(?:\[(.+)\]|([^:]+)):(.+)$/.exec(text) ?? [];
  const addresses = v6 ?? v4;
  if (addresses === undefined) throw new RangeError(`"${text}" is no address with ports`);
  const [ip = '', inner = ip, ...rest] = addresses.split('/').map(ipOf);
  if (rest.length > 0) throw new RangeError(`"${text}" is no address with ports`);
  if (familyOf(ip) !== familyOf(inner))
    throw new RangeError('the outer and the inner address are of one family');
  for (const one of [ip, inner]) if (isNeverReached(one)) throw new RangeError(`${one} may not be a peer`);
  return { ip, inner, ...portsOf(ports) };
}

/** `caddy:8443`, `192.0.2.1:8443` or `[2001:db8::1]:8443`. */
function upstreamOf(text: string): Upstream {
  const [, v6, name, digits] = /^(?:\[(.+)\]|([A-Za-z0-9_.-]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = v6 === undefined ? name : ipOf(v6);
  const port = Number(digits);
  if (host === undefined || !(port >= 1 && port <= 65_535))
    throw new RangeError(`"${text}" is no host with a port`);
  return { host, port };
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

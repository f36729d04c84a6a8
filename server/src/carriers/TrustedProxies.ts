// Which senders are proxies, whose word counts for where a client comes from.
import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Clock, Log } from '../call/ports.ts';

/** Milliseconds after which names are looked up again: what bears one may move, as containers do. */
const LOOKUP_INTERVAL = 10_000;

/** Who is trusted, as it is configured. */
export interface Proxies {
  readonly addresses: BlockList;
  readonly names: readonly string[];
  /** Whether senders on this machine are among them. */
  readonly includesThisMachine: boolean;
}

/** `true` stands for this machine, `false` for nobody; else it is a list of addresses, ranges and host names. */
export function proxiesIn(text: string): { proxies: Proxies; mistakes: string[] } {
  const addresses = new BlockList();
  const names: string[] = [];
  const mistakes: string[] = [];
  const items = text === 'false' ? [] : text === 'true' ? ['127.0.0.0/8', '::1'] : text.split(',');
  for (const item of items.map((one) => one.trim()).filter((one) => one !== '')) {
    const [ip = '', prefix, ...rest] = item.split('/');
    const family = isIPv6(ip) ? 'ipv6' : 'ipv4';
    const bits = Number(prefix ?? (family === 'ipv6' ? 128 : 32));
    if (isIP(ip) === 0) {
      if (/^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/.test(item) && !/^[0-9.]+$/.test(item))
        names.push(item);
      else mistakes.push(`"${item}" is no address, range or host name.`);
    } else if (
      rest.length > 0 ||
      !/^\d*$/.test(prefix ?? '') ||
      bits < 1 ||
      bits > (family === 'ipv6' ? 128 : 32)
    ) {
      mistakes.push(`"${item}" is no range: write it like 10.0.0.0/8.`);
    } else {
      addresses.addSubnet(ip, bits, family);
    }
  }
  const includesThisMachine =
    addresses.check('127.0.0.1') || addresses.check('::1', 'ipv6') || names.includes('localhost');
  return { proxies: { addresses, names, includesThisMachine }, mistakes };
}

interface TrustedProxiesParts {
  proxies: Proxies;
  clock: Pick<Clock, 'after'>;
  log: Log;
  /** The addresses of a host name; rejects when it has none. */
  resolve: (name: string) => Promise<readonly string[]>;
}

/** The same by their addresses of now. */
export class TrustedProxies {
  readonly #parts: TrustedProxiesParts;
  readonly #byName = new Map<string, ReadonlySet<string>>();
  /** Those of which it was told that they have no address. */
  readonly #missing = new Set<string>();
  #stop: () => void = () => {};
  #isClosed = false;

  constructor(parts: TrustedProxiesParts) {
    this.#parts = parts;
    if (parts.proxies.names.length > 0) void this.#lookUp();
  }

  trusts(address: string | undefined): boolean {
    const ip = plainAddress(address);
    if (isIP(ip) === 0) return false;
    if (this.#parts.proxies.addresses.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4')) return true;
    for (const known of this.#byName.values()) if (known.has(ip)) return true;
    return false;
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
  }

  async #lookUp(): Promise<void> {
    const { proxies, clock } = this.#parts;
    await Promise.all(proxies.names.map((name) => this.#lookUpOne(name)));
    if (this.#isClosed) return;
    this.#stop = clock.after(LOOKUP_INTERVAL, () => void this.#lookUp());
  }

  async #lookUpOne(name: string): Promise<void> {
    const { log, resolve } = this.#parts;
    try {
      this.#byName.set(name, new Set(await resolve(name)));
      this.#missing.delete(name);
    } catch (error) {
      // Who has the address next is not to be trusted for it.
      this.#byName.delete(name);
      if (!this.#missing.has(name)) log.warn({ name, err: error }, 'a trusted proxy has no address yet');
      this.#missing.add(name);
    }
  }
}

/** An IPv4 address in its own form also where a socket of both families gives it. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

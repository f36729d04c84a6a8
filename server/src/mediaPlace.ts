import { lookup } from 'node:dns/promises';
import { isIP, isIPv4, isIPv6 } from 'node:net';
import { availableParallelism, networkInterfaces } from 'node:os';
import type { Log } from './call/ports.ts';
import type { Config } from './config.ts';
import { announcedAddressProblems, listenAddresses, type ListenAddress } from './sfu/announcedAddress.ts';
import { StartError } from './StartError.ts';

/** Where the media is: what the SFU listens on, what browsers are told of it, and what that is for a TURN server. */
export interface MediaPlace {
  listen: readonly ListenAddress[];
  /** Addresses and host names at which browsers reach it. */
  hosts: readonly string[];
  /** The same with each name by its IP addresses. */
  addresses: readonly string[];
  ports: { first: number; last: number };
}

/** @throws {StartError} For an announced address at which no client could connect. */
export async function mediaPlace(config: Config, log: Log): Promise<MediaPlace> {
  const configured = config.ANNOUNCED_ADDRESS;
  const interfaces = networkInterfaces();
  const workers = config.WORKERS ?? availableParallelism();
  const ports = { first: config.MEDIA_PORT, last: config.MEDIA_PORT + workers - 1 };
  const problems = await announcedAddressProblems({ configured, interfaces, resolve: resolveName, ports });
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length > 0) {
    throw new StartError(errors.map(({ message }) => `ANNOUNCED_ADDRESS: ${message}`));
  }
  for (const { message } of problems) log.warn({ setting: 'ANNOUNCED_ADDRESS' }, message);
  const named = listenAddresses(configured, interfaces);
  const hosts = named.map(({ ip, announcedAddress }) => announcedAddress ?? ip);
  const addresses = await Promise.all(hosts.map(resolveName));
  const listen = await Promise.all(named.map(byAddress));
  return { listen, hosts, addresses: addresses.flat(), ports };
}

/** With an address in place of a host name, IPv4 where it has one: not all browsers look up names in candidates. */
async function byAddress(place: ListenAddress): Promise<ListenAddress> {
  const { announcedAddress: name } = place;
  if (name === undefined || isIP(name)) return place;
  const found = await resolveName(name);
  const announcedAddress = found.find((address) => isIPv4(address)) ?? found[0] ?? name;
  return { ip: isIPv6(announcedAddress) ? '::' : place.ip, announcedAddress };
}

/** The addresses of a host name. An address resolves to itself. */
export async function resolveName(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

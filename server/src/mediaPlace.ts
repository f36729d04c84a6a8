import { lookup } from 'node:dns/promises';
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
  const problems = await announcedAddressProblems({ configured, interfaces, resolve, ports });
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length > 0) {
    throw new StartError(errors.map(({ message }) => `ANNOUNCED_ADDRESS: ${message}`));
  }
  for (const { message } of problems) log.warn({ setting: 'ANNOUNCED_ADDRESS' }, message);
  const listen = listenAddresses(configured, interfaces);
  const hosts = listen.map(({ ip, announcedAddress }) => announcedAddress ?? ip);
  const addresses = await Promise.all(hosts.map(resolve));
  return { listen, hosts, addresses: addresses.flat(), ports };
}

/** An address resolves to itself. */
async function resolve(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

// What browsers are told of the media's address, against what is known here: interfaces, names, STUN.
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { announcedAddressProblems, listenAddresses } from '@parley/server/announcedAddress';
import type { Config } from '@parley/server/config';
import { openUdp } from '@parley/turn/carrier';
import { TurnClient } from '@parley/turn/client';
import { failed, warning, type Finding } from '../Finding.ts';

/** What a STUN server says: this machine's address as seen from there, or why it says nothing. */
export type StunSeen = { readonly ip: string } | { readonly problem: string };

export async function askStun(
  { host, port }: { host: string; port: number },
  limit: number,
): Promise<StunSeen> {
  try {
    const { address } = await lookup(host);
    const client = new TurnClient(
      await openUdp({ ip: address, port }),
      { username: '', password: '' },
      limit,
    );
    try {
      return { ip: (await client.bind()).ip };
    } finally {
      client.close();
    }
  } catch (error) {
    return { problem: (error as NodeJS.ErrnoException).code ?? (error as Error).message };
  }
}

/** What is wrong with the announced address. Undefined: nothing that can be told from here. */
export async function examineAnnounced(
  config: Config,
  stun: StunSeen | undefined,
): Promise<Finding | undefined> {
  const configured = config.ANNOUNCED_ADDRESS;
  const interfaces = networkInterfaces();
  const ports = { first: config.MEDIA_PORT, last: config.MEDIA_PORT + (config.WORKERS ?? 1) - 1 };
  const problems = await announcedAddressProblems({ configured, interfaces, resolve, ports });
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length > 0) {
    return failed(
      'announced-address',
      `ANNOUNCED_ADDRESS: ${errors.map(({ message }) => message).join(' ')}`,
    );
  }
  const hosts = listenAddresses(configured, interfaces).map(
    ({ ip, announcedAddress }) => announcedAddress ?? ip,
  );
  const announced = (await Promise.all(hosts.map((host) => resolve(host).catch(() => [])))).flat();
  const finding = stun && judgeStun(stun, announced);
  if (finding) return finding;
  if (problems.length === 0 || (stun && 'ip' in stun)) return undefined;
  return warning(
    'announced-address',
    `ANNOUNCED_ADDRESS: ${problems.map(({ message }) => message).join(' ')}`,
  );
}

/** Undefined: what is announced is what is seen. */
export function judgeStun(seen: StunSeen, announced: readonly string[]): Finding | undefined {
  if ('problem' in seen) {
    return warning(
      'announced-address',
      `The STUN server did not answer (${seen.problem}): name another one with --stun, or let UDP out.`,
    );
  }
  if (announced.includes(seen.ip)) return undefined;
  return failed(
    'announced-address',
    `From outside this machine is ${seen.ip}, and people are sent to ${announced.join(', ')}: set ANNOUNCED_ADDRESS=${seen.ip}, or the name that leads there.`,
  );
}

async function resolve(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

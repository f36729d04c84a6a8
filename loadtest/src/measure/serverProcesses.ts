// The server, where it runs on this machine: what its processes use. proc(5).
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { Transport } from '@parley/protocol';
import { udpSockets } from './udpSockets.ts';

/** Of a second: what Linux counts CPU time in for its programs. */
const TICK = 0.01;

interface Usage {
  /** Seconds of CPU since its start. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

export interface ServerUsage {
  /** The media workers, together. */
  readonly sfu: Usage;
  /** The process of the service itself. */
  readonly service: Usage;
  /** Datagrams that the system dropped since a worker's socket was full. */
  readonly drops: number;
}

/** The processes of a server. */
export class ServerProcesses {
  readonly workers: readonly number[];
  readonly #service: number;
  readonly #ports: ReadonlySet<number>;

  /** Those behind a transport; undefined: it is on another machine, or this one is no Linux. */
  static behind({ iceCandidates }: Transport): ServerProcesses | undefined {
    const own = new Set(
      Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address)),
    );
    const candidate = iceCandidates.find(({ protocol, address }) => protocol === 'udp' && own.has(address));
    const socket = candidate && udpSockets().find(({ port }) => port === candidate.port);
    const worker = socket && ownerOf(socket.inode);
    const service = worker === undefined ? undefined : statOf(worker)?.parent;
    if (service === undefined) return undefined;
    const workers = processIds().filter(
      (pid) => statOf(pid)?.parent === service && commandOf(pid).includes('mediasoup-worker'),
    );
    return workers.length > 0 ? new ServerProcesses(workers, service) : undefined;
  }

  private constructor(workers: readonly number[], service: number) {
    this.workers = workers;
    this.#service = service;
    const inodes = new Set(workers.flatMap(socketInodes));
    this.#ports = new Set(
      udpSockets()
        .filter(({ inode }) => inodes.has(inode))
        .map(({ port }) => port),
    );
  }

  usage(): ServerUsage {
    const each = this.workers.map(usageOf);
    return {
      sfu: {
        cpu: each.reduce((sum, { cpu }) => sum + cpu, 0),
        memory: each.reduce((sum, { memory }) => sum + memory, 0),
      },
      service: usageOf(this.#service),
      drops: udpSockets()
        .filter(({ port }) => this.#ports.has(port))
        .reduce((sum, { drops }) => sum + drops, 0),
    };
  }
}

function processIds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function ownerOf(inode: string): number | undefined {
  return processIds().find((pid) => socketInodes(pid).includes(inode));
}

function socketInodes(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const match = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`));
      return match?.[1] === undefined ? [] : [match[1]];
    });
  } catch {
    // Of somebody else, or gone meanwhile.
    return [];
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** The command's name is in parentheses, and may hold spaces. */
function statOf(pid: number): { parent: number; cpu: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), cpu: (Number(fields[11]) + Number(fields[12])) * TICK };
  } catch {
    return undefined;
  }
}

function usageOf(pid: number): Usage {
  try {
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return { cpu: statOf(pid)?.cpu ?? 0, memory: Number(resident ?? 0) * 1024 };
  } catch {
    return { cpu: 0, memory: 0 };
  }
}

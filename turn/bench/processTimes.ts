// What Linux tells of processes and sockets in /proc.
import { readdirSync, readFileSync } from 'node:fs';

/** The processor time of processes with all of their threads, in nanoseconds. */
export function processorTime(pids: readonly number[]): number {
  return sumOfSchedstat(pids, 0);
}

/** How long they waited for a processor that another thread had. */
export function waitingTime(pids: readonly number[]): number {
  return sumOfSchedstat(pids, 1);
}

function sumOfSchedstat(pids: readonly number[], field: number): number {
  let sum = 0;
  for (const pid of pids) {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const times = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ');
      sum += Number(times[field]);
    }
  }
  return sum;
}

/** The processes that a process has started. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    const [, parent] = /\) . (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
    return Number(parent);
  } catch {
    return undefined; // It has just ended.
  }
}

/** The cores that this process may use. */
export function allowedCores(): number[] {
  const [, list = ''] =
    /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'latin1')) ?? [];
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** Packets that came to these UDP ports and found no room. */
export function dropsAt(ports: ReadonlySet<number>): number {
  let sum = 0;
  for (const line of readFileSync('/proc/net/udp', 'latin1').split('\n').slice(1)) {
    const fields = line.trim().split(/\s+/);
    const port = parseInt(fields[1]?.split(':')[1] ?? '', 16);
    if (ports.has(port)) sum += Number(fields.at(-1));
  }
  return sum;
}

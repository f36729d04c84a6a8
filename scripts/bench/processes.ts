// What Linux tells of processes, cores and sockets. proc(5).
import { readdirSync, readFileSync } from 'node:fs';

/** Nanoseconds of CPU of processes, with all of their threads. */
export function processorTime(pids: readonly number[]): number {
  return sumOfSchedstat(pids, 0);
}

/** Nanoseconds in which they waited for a core that another thread had. */
export function waitingTime(pids: readonly number[]): number {
  return sumOfSchedstat(pids, 1);
}

function sumOfSchedstat(pids: readonly number[], field: number): number {
  let sum = 0;
  for (const pid of pids) {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      // One that has just ended takes what it used with it.
      sum += Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[field] ?? 0);
    }
  }
  return sum;
}

/** Bytes that processes have in RAM. */
export function memory(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
    return sum + Number(kilobytes ?? 0) * 1024;
  }, 0);
}

/** The processes that a process has started. */
export function childrenOf(parent: number): number[] {
  return (
    readdirSync('/proc')
      .map(Number)
      // The name before it may have blanks in it.
      .filter((pid) => pid > 0 && Number(/\) . (\d+) /.exec(read(`/proc/${pid}/stat`))?.[1]) === parent)
  );
}

/** The cores that this process may use. */
export function allowedCores(): number[] {
  const [, list = ''] = /^Cpus_allowed_list:\s*(\S+)/m.exec(read('/proc/self/status')) ?? [];
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** Packets that came to these UDP ports and found no room. */
export function dropsAt(ports: ReadonlySet<number>): number {
  let sum = 0;
  for (const line of read('/proc/net/udp').split('\n').slice(1)) {
    const fields = line.trim().split(/\s+/);
    const port = parseInt(fields[1]?.split(':')[1] ?? '', 16);
    if (ports.has(port)) sum += Number(fields.at(-1));
  }
  return sum;
}

/** Nothing of a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

// What Linux tells of processes and cores. proc(5).
import { readdirSync, readFileSync } from 'node:fs';

/** Nanoseconds of CPU of processes, with all of their threads. */
export function processorTime(pids: readonly number[]): number {
  let sum = 0;
  for (const pid of pids) {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      // One that has just ended takes what it used with it.
      const [ran = '0'] = read(`/proc/${pid}/task/${thread}/schedstat`).split(' ');
      sum += Number(ran);
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

export function childrenOf(parent: number): number[] {
  return processIds().filter((pid) => Number(/\) . (\d+) /.exec(read(`/proc/${pid}/stat`))?.[1]) === parent);
}

/** The cores that this process may use. */
export function allowedCores(): number[] {
  const [, list = ''] = /^Cpus_allowed_list:\s*(\S+)/m.exec(read('/proc/self/status')) ?? [];
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

function processIds(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0);
}

/** Nothing of a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

// What Linux tells of UDP sockets. proc_net(5): /proc/net/udp.
import { readFileSync } from 'node:fs';

export interface UdpSocket {
  readonly port: number;
  readonly inode: string;
  /** Datagrams that found its buffer full. */
  readonly drops: number;
}

/** Those of this network namespace; none on other systems. */
export function udpSockets(read: (path: string) => string = readText): UdpSocket[] {
  return ['/proc/net/udp', '/proc/net/udp6'].flatMap((path) => {
    const [, ...lines] = read(path).trim().split('\n');
    return lines.map((line) => {
      const fields = line.trim().split(/\s+/);
      return {
        port: Number.parseInt(fields[1]?.split(':')[1] ?? '0', 16),
        inode: fields[9] ?? '',
        drops: Number(fields[12] ?? 0),
      };
    });
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

// What Parley needs of the system: Node, open files, buffers, a clock that is right.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { socketBuffers } from '@parley/server/socketBuffers';
import { failed, ok, skipped, warning, type Finding } from '../Finding.ts';

/** With which Parley is tested. */
const NODE = 24;
/** Each person has a socket, each media worker and each recording some files. */
const FILES = 4_096;

export function judgeNode(version: string): Finding {
  if (Number(version.split('.')[0]) >= NODE) return ok('node', `Node ${version}.`);
  return failed(
    'node',
    `Node ${version} is too old: Parley needs ${NODE}. Start it by npm start, which brings one, or install it.`,
  );
}

/** @param limit Undefined: it cannot be told on this system. */
export function judgeOpenFiles(limit: number | undefined): Finding {
  if (limit === undefined) return skipped('open-files', 'The limit can be told on Linux only.');
  if (limit >= FILES) return ok('open-files', `A process may have ${textOf(limit)} files open.`);
  return warning(
    'open-files',
    `A process may have ${limit} files open, and each person takes one: raise it to ${FILES} (LimitNOFILE= in the systemd unit, ulimits in Docker, or ulimit -n).`,
  );
}

const textOf = (limit: number) => (Number.isFinite(limit) ? String(limit) : 'any number of');

/** @param most Bytes. Undefined: it cannot be told on this system. */
export function judgeBuffers(most: { receive: number; send: number } | undefined): Finding {
  if (!most) return skipped('socket-buffers', 'They can be told on Linux only.');
  const { recvBufferSize, sendBufferSize } = socketBuffers;
  const wanted = [
    ...(most.receive < recvBufferSize ? [`net.core.rmem_max=${recvBufferSize}`] : []),
    ...(most.send < sendBufferSize ? [`net.core.wmem_max=${sendBufferSize}`] : []),
  ];
  if (wanted.length === 0) return ok('socket-buffers', 'They are as large as the media wants them.');
  return warning(
    'socket-buffers',
    `In large calls packets are lost when the machine is busy: sysctl -w ${wanted.join(' ')}, and the same in /etc/sysctl.d/parley.conf.`,
  );
}

/** @param synchronized Undefined: nothing on this system says. */
export function judgeNtp(synchronized: boolean | undefined): Finding | undefined {
  if (synchronized !== false) return undefined;
  return warning(
    'clock',
    'This machine’s clock is not set by NTP: credentials for TURN and join tokens hold by the clock. systemctl enable --now systemd-timesyncd',
  );
}

export function openFileLimit(): number | undefined {
  const limits = textIn('/proc/self/limits');
  // Node has raised it as far as it may.
  const limit = /^Max open files\s+(\S+)/m.exec(limits ?? '')?.[1];
  if (limit === undefined) return undefined;
  return limit === 'unlimited' ? Infinity : Number(limit);
}

export function bufferLimits(): { receive: number; send: number } | undefined {
  const [receive, send] = ['rmem_max', 'wmem_max'].map((name) => textIn(`/proc/sys/net/core/${name}`));
  if (receive === undefined || send === undefined) return undefined;
  return { receive: Number(receive), send: Number(send) };
}

export async function isSetByNtp(): Promise<boolean | undefined> {
  try {
    const { stdout } = await promisify(execFile)('timedatectl', ['show', '--property=NTPSynchronized']);
    const value = /NTPSynchronized=(yes|no)/.exec(stdout)?.[1];
    return value === undefined ? undefined : value === 'yes';
  } catch {
    // Containers and other systems have none.
    return undefined;
  }
}

function textIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

// Disks of a test's own that can be full for real: to mount them takes root.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const canMount = process.platform === 'linux' && spawnSync('unshare', ['-m', 'true']).status === 0;

/** @param size As mount(8) has it for a tmpfs: `4m`. @returns Where it is. */
export function mountDisk(size: string): string {
  const disk = mkdtempSync(join(tmpdir(), 'parley-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'parley', disk]);
  return disk;
}

export function unmountDisk(disk: string): void {
  execFileSync('umount', [disk]);
  rmdirSync(disk);
}

/** Until nothing fits on the disk of this file any more. */
export function fillDisk(path: string): void {
  const file = openSync(path, 'w');
  const bytes = Buffer.alloc(4096);
  try {
    for (;;) writeSync(file, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

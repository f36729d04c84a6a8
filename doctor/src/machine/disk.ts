import { randomUUID } from 'node:crypto';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '@parley/server/config';
import { failed, ok, skipped, warning, type CheckName, type Finding } from '../Finding.ts';

export interface FolderSeen {
  readonly path: string;
  /** Whether it is there. Otherwise the rest is of the folder in which it would be made. */
  readonly exists: boolean;
  /** Why nothing can be written to it. */
  readonly problem?: string;
  /** Bytes that are left for Parley. */
  readonly free: number;
}

/** Bytes that the data folder needs at least: it holds secrets and what rooms remember. */
const DATA = 100e6;

export async function lookAtFolder(folder: string): Promise<FolderSeen> {
  const path = resolve(folder);
  const at = await nearest(path);
  const exists = at === path;
  const { bavail, bsize } = await statfs(at);
  const free = bavail * bsize;
  const trial = join(at, `.doctor-${randomUUID()}`);
  try {
    await writeFile(trial, 'The doctor was here.\n', { flag: 'wx' });
    return { path, exists, free };
  } catch (error) {
    return { path, exists, free, problem: (error as NodeJS.ErrnoException).code ?? String(error) };
  } finally {
    await rm(trial, { force: true }).catch(() => {});
  }
}

/** The folder, or the closest one above it that is there. */
async function nearest(path: string): Promise<string> {
  try {
    await statfs(path);
    return path;
  } catch {
    return nearest(dirname(path));
  }
}

export function judgeData(seen: FolderSeen): Finding {
  return judgeFolder('data-dir', 'DATA_DIR', seen, DATA);
}

/** @param free Bytes that have to be left for a recording to begin. */
export function judgeRecordings(seen: FolderSeen, free: number): Finding {
  return judgeFolder('recordings-dir', 'RECORDINGS_DIR', seen, free);
}

function judgeFolder(check: CheckName, setting: string, seen: FolderSeen, needed: number): Finding {
  const { path, exists, problem, free } = seen;
  if (problem !== undefined) {
    return failed(
      check,
      `${path} cannot be ${exists ? 'written to' : 'made'} (${problem}): give it to the user that Parley runs as (chown), or set ${setting} to another one.`,
    );
  }
  const left = `${megabytes(free)} MB are left`;
  if (free >= needed) return ok(check, `${path} can be written to, and ${left}.`);
  return failed(
    check,
    `Of ${path} only ${left}, and ${megabytes(needed)} MB are needed: make room on the disk, or set ${setting} to another one.`,
  );
}

const megabytes = (bytes: number) => Math.floor(bytes / 1e6);

export async function examineFolders(config: Config): Promise<Finding[]> {
  const data = judgeData(await lookAtFolder(config.DATA_DIR));
  if (config.RECORDING === 'never') {
    return [data, skipped('recordings-dir', 'Nothing is recorded (RECORDING=never).')];
  }
  const folder = config.RECORDINGS_DIR ?? join(config.DATA_DIR, 'recordings');
  const recordings = judgeRecordings(await lookAtFolder(folder), config.RECORDING_MIN_FREE_MB * 1e6);
  return [data, config.RECORDING_MIN_FREE_MB > 0 ? recordings : warnedOfFull(recordings)];
}

/** Whoever lets recordings fill the disk shall know it. */
function warnedOfFull(finding: Finding): Finding {
  if (finding.status !== 'ok') return finding;
  return warning(
    finding.check,
    `${finding.message} RECORDING_MIN_FREE_MB is 0, so recordings may fill the disk.`,
  );
}

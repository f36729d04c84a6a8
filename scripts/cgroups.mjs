// Control groups of containers that tests make: they do not end with what was in them.
import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * One in each hierarchy (version 1) or the only one (version 2). Who was in it may still be ending.
 * @param {string} name
 */
export async function removeCgroups(name) {
  const root = '/sys/fs/cgroup';
  const places = [root, ...readdirSync(root).map((hierarchy) => join(root, hierarchy))];
  for (let tries = 100; ; tries -= 1) {
    try {
      for (const place of places) removeFolders(join(place, name));
      return;
    } catch (error) {
      if (tries === 0) throw error;
      await pause(100);
    }
  }
}

/**
 * Folders of control groups are empty but for what the kernel shows in them.
 * @param {string} path
 */
function removeFolders(path) {
  if (!existsSync(path)) return;
  for (const inner of readdirSync(path, { withFileTypes: true })) {
    if (inner.isDirectory()) removeFolders(join(path, inner.name));
  }
  rmdirSync(path);
}

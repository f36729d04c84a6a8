import { open } from 'node:fs/promises';

/** Has the disk keep which names are in a folder: what is in a file is of no use when its name is lost with the power. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

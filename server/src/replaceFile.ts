import { open, rename } from 'node:fs/promises';

/** Either the old content is there afterwards or the new one, whatever happens meanwhile. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const next = `${path}.next`;
  const file = await open(next, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
}

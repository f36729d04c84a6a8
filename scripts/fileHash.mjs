// One hash for the contents of many files: it tells whether something was built from what is there now.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * The files in a folder and in those below it, in a stable order.
 * @param {string} folder
 * @param {(name: string) => boolean} isWanted Asked for each file and folder.
 * @returns {string[]}
 */
export function filesUnder(folder, isWanted = () => true) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((item) => isWanted(item.name))
    .flatMap((item) => {
      const path = join(folder, item.name);
      return item.isDirectory() ? filesUnder(path, isWanted) : [path];
    })
    .toSorted();
}

/**
 * @param {string} base The folder that the files' names are taken from: a moved checkout has the same hash.
 * @param {string[]} files
 */
export function fileHash(base, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${relative(base, file).replaceAll(sep, '/')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 12);
}

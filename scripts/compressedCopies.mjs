// A plugin of Vite: puts a compressed copy beside each file of text, so that the server need not compress anything.
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { filesUnder } from './fileHash.mjs';

const TEXT = /\.(js|css|html|svg|wasm)$/;

/** @returns {import('vite').Plugin} */
export function compressedCopies() {
  return {
    name: 'parley:compressed-copies',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir === undefined) return;
      for (const path of filesUnder(dir, (name) => !name.startsWith('.'))) {
        if (!TEXT.test(path)) continue;
        const content = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(content));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

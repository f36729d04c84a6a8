import { expect, test } from 'vitest';
import { appIcons } from './appIcons.mjs';

test('the icons are drawn in the sizes that phones ask for', async () => {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  const plugin = appIcons(new URL('../client/public/icon.svg', import.meta.url).pathname);
  const context = {
    /** @param {{ fileName: string, source: Uint8Array }} file */
    emitFile: ({ fileName, source }) => files.set(fileName, source),
  };
  await /** @type {Function} */ (plugin.generateBundle).call(context);
  const sizes = [...files].map(([name, png]) => {
    const view = new DataView(png.buffer, png.byteOffset);
    // PNG's signature, and the width in its first chunk.
    expect(view.getUint32(0)).toBe(0x89_50_4e_47);
    return [name, view.getUint32(16), view.getUint32(20)];
  });
  expect(sizes).toEqual([
    ['icon-180.png', 180, 180],
    ['icon-192.png', 192, 192],
    ['icon-512.png', 512, 512],
    ['icon-maskable-512.png', 512, 512],
  ]);
});

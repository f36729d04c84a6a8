// A plugin of Vite: draws the icons of the installed app, of our own icon, so that no picture is in the repository.
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Pixels along a side; phones cut a `maskable` one to their own shape, up to a circle of 80 % of it. */
const icons = [
  { fileName: 'icon-180.png', size: 180, maskable: true },
  { fileName: 'icon-192.png', size: 192, maskable: false },
  { fileName: 'icon-512.png', size: 512, maskable: false },
  { fileName: 'icon-maskable-512.png', size: 512, maskable: true },
];

/**
 * @param {string} drawing Path of an SVG file that is as wide as it is high.
 * @returns {import('vite').Plugin}
 */
export function appIcons(drawing) {
  return {
    name: 'parley:app-icons',
    apply: 'build',
    async generateBundle() {
      await ready();
      const svg = readFileSync(drawing, 'utf8');
      for (const { fileName, size, maskable } of icons) {
        const source = maskable ? fullBleed(svg) : svg;
        const image = new Resvg(source, { fitTo: { mode: 'width', value: size } }).render();
        this.emitFile({ type: 'asset', fileName, source: image.asPng() });
      }
    },
  };
}

/** @type {Promise<void> | undefined} */
let initialized;

function ready() {
  const program = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  return (initialized ??= initWasm(readFileSync(program)));
}

/**
 * Without its round corners, and with the rest of it in the middle.
 * @param {string} svg
 */
export function fullBleed(svg) {
  const ground = /<rect [^>]*fill="([^"]+)"[^>]*\/>/.exec(svg);
  if (!ground) throw new Error('the icon has no ground: a <rect> with a fill');
  const [rect, colour] = ground;
  return svg
    .replace(
      rect,
      `<rect width="32" height="32" fill="${colour}" /><g transform="translate(4 4) scale(0.75)">`,
    )
    .replace('</svg>', '</g></svg>');
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** WebAssembly can be set up once in a process. */
let ready: Promise<void> | undefined;

/** A drawing without texts as a PNG, transparent where it has nothing. */
export async function drawPng(svg: string): Promise<Uint8Array> {
  const program = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  ready ??= initWasm(readFileSync(program));
  await ready;
  const drawing = new Resvg(svg);
  const image = drawing.render();
  const png = image.asPng();
  image.free();
  drawing.free();
  return png;
}

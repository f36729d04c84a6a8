/** Samples of one frame: ten milliseconds at 48 kHz. */
export const FRAME = 480;
/** Hz at which RNNoise works. */
export const SAMPLE_RATE = 48_000;

/** RNNoise takes samples as 16-bit integers are, and the page has them from −1 to 1. */
const SCALE = 32_768;

/** The names that the linker gave to the functions of @jitsi/rnnoise-wasm 0.2.1: see its dist/rnnoise.js. */
interface Exports {
  readonly c: WebAssembly.Memory;
  /** Constructors, to be called first. */
  d(): void;
  /** rnnoise_create() */
  f(model: number): number;
  /** malloc() */
  g(bytes: number): number;
  /** rnnoise_process_frame() */
  j(state: number, out: number, input: number): number;
}

/**
 * RNNoise (https://jmvalin.ca/demo/rnnoise/) on a stream of samples, of which it gives each back a frame later,
 * without the noise.
 */
export class Rnnoise {
  readonly #exports: Exports;
  readonly #state: number;
  readonly #address: number;
  /** Samples that came of the frame that is being filled; in their places stood those of the frame before. */
  #filled = 0;
  #frame: Float32Array;

  constructor(module: WebAssembly.Module) {
    const memory = (): WebAssembly.Memory => this.#exports.c;
    const { exports } = new WebAssembly.Instance(module, {
      a: {
        a: (bytes: number) => grow(memory(), bytes),
        b: (to: number, from: number, bytes: number) => {
          new Uint8Array(memory().buffer).copyWithin(to, from, from + bytes);
        },
      },
    });
    this.#exports = exports as unknown as Exports;
    this.#exports.d();
    this.#state = this.#exports.f(0);
    this.#address = this.#exports.g(FRAME * Float32Array.BYTES_PER_ELEMENT);
    this.#frame = this.#view();
    this.#frame.fill(0);
  }

  /** @param output As long as `input`. */
  process(input: Float32Array, output: Float32Array): void {
    for (let at = 0; at < input.length; at += 1) {
      output[at] = (this.#frame[this.#filled] ?? 0) / SCALE;
      this.#frame[this.#filled] = (input[at] ?? 0) * SCALE;
      this.#filled += 1;
      if (this.#filled === FRAME) this.#denoise();
    }
  }

  #denoise(): void {
    this.#exports.j(this.#state, this.#address, this.#address);
    this.#filled = 0;
    // Memory that grew is another buffer.
    if (this.#frame.buffer !== this.#exports.c.buffer) this.#frame = this.#view();
  }

  #view(): Float32Array {
    return new Float32Array(this.#exports.c.buffer, this.#address, FRAME);
  }
}

/** What emscripten's allocator asks for: 1 when the memory is that large now. */
function grow(memory: WebAssembly.Memory, bytes: number): number {
  try {
    memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / 65_536));
    return 1;
  } catch {
    return 0;
  }
}

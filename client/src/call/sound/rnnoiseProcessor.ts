// Runs on the audio thread: takes the noise out of one's voice.
import { Rnnoise } from './Rnnoise.ts';

/** What TypeScript does not know of the audio thread. */
interface AudioThread {
  readonly AudioWorkletProcessor: new () => { readonly port: MessagePort };
  registerProcessor(name: string, processor: new (options: never) => object): void;
}

const thread = globalThis as unknown as AudioThread;

class RnnoiseProcessor extends thread.AudioWorkletProcessor {
  readonly #rnnoise: Rnnoise;

  /** @param options `program` is RNNoise as WebAssembly: a compiled module does not get here in every browser. */
  constructor({ processorOptions }: { processorOptions: { program: ArrayBuffer } }) {
    super();
    this.#rnnoise = new Rnnoise(new WebAssembly.Module(processorOptions.program));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
    this.port.postMessage('ready');
  }

  process(
    [input]: readonly (readonly Float32Array[])[],
    [output]: readonly (readonly Float32Array[])[],
  ): boolean {
    const [samples] = input ?? [];
    const [clean] = output ?? [];
    if (samples && clean) this.#rnnoise.process(samples, clean);
    return true;
  }
}

thread.registerProcessor('rnnoise', RnnoiseProcessor);

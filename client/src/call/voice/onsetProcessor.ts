// Runs on the audio thread, where a page in the background is not slowed down: says when somebody begins to speak.
import { Onsets } from './onsets.ts';

/** What TypeScript does not know of the audio thread. */
interface AudioThread {
  readonly sampleRate: number;
  readonly AudioWorkletProcessor: new () => { readonly port: MessagePort };
  registerProcessor(name: string, processor: new () => object): void;
}

const thread = globalThis as unknown as AudioThread;

class OnsetProcessor extends thread.AudioWorkletProcessor {
  readonly #onsets = new Onsets(thread.sampleRate);

  process([input]: readonly (readonly Float32Array[])[]): boolean {
    const samples = input?.[0];
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
    if (samples && this.#onsets.take(samples)) this.port.postMessage('begun');
    return true;
  }
}

thread.registerProcessor('onsets', OnsetProcessor);

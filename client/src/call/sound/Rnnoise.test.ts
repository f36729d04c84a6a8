import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { FRAME, Rnnoise, SAMPLE_RATE } from './Rnnoise.ts';

const path = createRequire(import.meta.url).resolve('@jitsi/rnnoise-wasm/dist/rnnoise.wasm');
const rnnoise = new WebAssembly.Module(await readFile(path));

const seconds = 4;

/** Always the same noise, from −0.1 to 0.1. */
function noise(): Float32Array {
  let state = 1;
  return Float32Array.from({ length: seconds * SAMPLE_RATE }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state / 2 ** 32 - 0.5) / 5;
  });
}

/** The vowel of a voice of 120 Hz that rises and falls, in syllables. */
function voice(): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, at) => {
    const time = at / SAMPLE_RATE;
    phase += (2 * Math.PI * (120 + 20 * Math.sin(2 * Math.PI * 0.7 * time))) / SAMPLE_RATE;
    let sum = 0;
    for (let harmonic = 1; harmonic < 25; harmonic += 1) {
      const frequency = 120 * harmonic;
      const formants = [700, 1_200, 2_500].reduce(
        (level, formant) => level + 1 / (1 + ((frequency - formant) / 120) ** 2),
        0,
      );
      sum += (formants + 0.03) * Math.sin(harmonic * phase);
    }
    return 0.12 * sum * Math.max(0, Math.sin(2 * Math.PI * 2 * time));
  });
}

/** As the audio thread does it: 128 samples at a time. */
function denoised(samples: Float32Array): Float32Array {
  const filter = new Rnnoise(rnnoise);
  const clean = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at += 128) {
    filter.process(samples.subarray(at, at + 128), clean.subarray(at, at + 128));
  }
  return clean;
}

/** Decibels that are left in the second half, when it has got used to the noise. */
function gain(before: Float32Array, after: Float32Array): number {
  const energy = (samples: Float32Array) =>
    samples.subarray(samples.length / 2).reduce((sum, sample) => sum + sample * sample, 0);
  return 10 * Math.log10(energy(after) / energy(before));
}

it('takes noise out, and leaves a voice in', () => {
  expect(gain(noise(), denoised(noise()))).toBeLessThan(-10);
  expect(gain(voice(), denoised(voice()))).toBeGreaterThan(-3);
});

it('gives silence for silence, and the first frame after one frame', () => {
  const clean = denoised(new Float32Array(10 * FRAME));
  expect(clean.every((sample) => sample === 0)).toBe(true);
  const loud = denoised(voice());
  expect(loud.subarray(0, FRAME).every((sample) => sample === 0)).toBe(true);
  expect(loud.every((sample) => Math.abs(sample) <= 1)).toBe(true);
});

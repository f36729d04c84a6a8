import { Ajv } from 'ajv';
import { RtpCapabilities } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { assertCodecsOfKind, routerRtpCapabilities, sizesOf } from './codecs.ts';
import { opusParameters, vp8SimulcastParameters } from '../testing/rtp.ts';

describe('routerRtpCapabilities', () => {
  it('are what the protocol allows', () => {
    const validate = new Ajv({ strict: false }).compile(RtpCapabilities);
    validate(routerRtpCapabilities);
    expect(validate.errors).toBeNull();
  });

  it('prefer VP8, and offer retransmission of every video codec', () => {
    const names = routerRtpCapabilities.codecs.map(({ mimeType }) => mimeType.replace(/.*\//, ''));
    expect(names.join(' ')).toBe('opus VP8 rtx H264 rtx VP9 rtx AV1 rtx');
  });
});

describe('assertCodecsOfKind()', () => {
  it('takes codecs of the kind', () => {
    expect(() => assertCodecsOfKind('audio', opusParameters)).not.toThrow();
    expect(() => assertCodecsOfKind('video', vp8SimulcastParameters)).not.toThrow();
  });

  it('refuses codecs of the other kind', () => {
    expect(() => assertCodecsOfKind('video', opusParameters)).toThrow('audio/opus');
  });
});

it.each([
  { encodings: undefined, sizes: 1 },
  { encodings: [{}], sizes: 1 },
  { encodings: [{ scalabilityMode: 'L1T3' }], sizes: 1 },
  { encodings: [{ scalabilityMode: 'L3T3_KEY' }], sizes: 3 },
  { encodings: [{ scalabilityMode: 'L1T3' }, { scalabilityMode: 'L1T3' }], sizes: 2 },
])('encodings $encodings are $sizes sizes', ({ encodings, sizes }) => {
  expect(sizesOf(encodings)).toBe(sizes);
});

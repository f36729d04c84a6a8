import { Ajv } from 'ajv';
import { RtpCapabilities } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { assertCodecsOfKind, routerRtpCapabilities } from './codecs.ts';
import { opusParameters, vp8SimulcastParameters } from './fixtures.ts';

describe('routerRtpCapabilities', () => {
  it('are what the protocol allows', () => {
    const validate = new Ajv({ strict: false }).compile(RtpCapabilities);
    validate(routerRtpCapabilities);
    expect(validate.errors).toBeNull();
  });

  it('prefer VP8, and offer retransmission of every video codec', () => {
    expect(routerRtpCapabilities.codecs.map(({ mimeType }) => mimeType)).toEqual([
      'audio/opus',
      ...['video/VP8', 'video/rtx'],
      ...['video/H264', 'video/rtx'],
      ...['video/VP9', 'video/rtx'],
      ...['video/AV1', 'video/rtx'],
    ]);
  });
});

describe('assertCodecsOfKind()', () => {
  it('takes codecs of the kind', () => {
    assertCodecsOfKind('audio', opusParameters);
    assertCodecsOfKind('video', vp8SimulcastParameters);
  });

  it('refuses codecs of the other kind', () => {
    expect(() => assertCodecsOfKind('video', opusParameters)).toThrow('audio/opus');
  });
});

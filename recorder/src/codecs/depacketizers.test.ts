import { encodeHeader } from '@parley/rtp/packet';
import { hex } from '@parley/rtp/hex';
import { describe, expect, test } from 'vitest';
import type { Codec } from '../matroska/elements.ts';
import { RtpPacket } from '../rtp/RtpPacket.ts';
import type { Frame } from './Depacketizer.ts';
import { depacketizerFor } from './depacketizerFor.ts';

function packet(payload: Buffer): RtpPacket {
  const header = encodeHeader(
    { payloadType: 96, marker: false, sequenceNumber: 1, timestamp: 0, ssrc: 1 },
    [],
  );
  return RtpPacket.parse(Buffer.concat([header, payload])) as RtpPacket;
}

/** The frame of these payloads, or which of them was refused. */
function depacketize(codec: Codec, payloads: readonly Buffer[]): Frame | number | undefined {
  const depacketizer = depacketizerFor(codec);
  const refused = payloads.findIndex((payload) => !depacketizer.add(packet(payload)));
  return refused === -1 ? depacketizer.take() : refused;
}

/** What each codec makes of payloads that are cut off anywhere, and of noise: a frame or a refusal, never an error. */
function takeApart(codec: Codec, payloads: readonly Buffer[]): void {
  for (const payload of payloads) {
    for (let length = 0; length <= payload.length; length += 1)
      depacketize(codec, [payload.subarray(0, length)]);
  }
  let state = 1;
  for (let n = 0; n < 20_000; n += 1) {
    const noise = Buffer.alloc(n % 40);
    for (let at = 0; at < noise.length; at += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      noise[at] = state >>> 24;
    }
    depacketize(codec, [noise, noise]);
  }
}

describe('Opus', () => {
  test('[DP1] a payload is a frame, and an empty one is none', () => {
    expect(depacketize('opus', [hex('fc01')])).toEqual({ data: hex('fc01'), isKey: true });
    expect(depacketize('opus', [Buffer.alloc(0)])).toBe(0);
  });
});

describe('VP8', () => {
  const key = hex('5000009d012a 8002 6801 0011');

  test('[DP1] descriptors of every length go', () => {
    for (const descriptor of ['10', '9080 01', '9080 8001', '90e0 8001 05 20', '9010 20']) {
      expect(depacketize('vp8', [Buffer.concat([hex(descriptor), key])])).toEqual({
        data: key,
        isKey: true,
        size: { width: 640, height: 360 },
      });
    }
  });

  test('[DP1] the packets of a frame follow one another', () => {
    const frame = depacketize('vp8', [Buffer.concat([hex('10'), key]), hex('00 aabb'), hex('01 cc')]);
    expect(frame).toMatchObject({ data: Buffer.concat([key, hex('aabbcc')]), isKey: true });
  });

  test('[DP1] what refers to others is no key frame', () => {
    expect(depacketize('vp8', [hex('10 510000')])).toEqual({ data: hex('510000'), isKey: false });
  });

  test('[DP2] a frame without its beginning is refused', () => {
    expect(depacketize('vp8', [hex('00 aabbcc')])).toBe(0);
    expect(depacketize('vp8', [hex('11 aabbcc')])).toBe(0);
    expect(depacketize('vp8', [hex('10 500000 9d012b 8002 6801')])).toBeUndefined();
  });

  test('[DP3] nothing makes it fail', () => {
    expect(() => takeApart('vp8', [Buffer.concat([hex('90e0 8001 05 20'), key])])).not.toThrow();
  });
});

describe('VP9', () => {
  // Three spatial layers of 320 × 180, 640 × 360 and 1280 × 720, as Chromium encodes them.
  const low = hex('834983420013f00b3827f8167858e0907063980008c05f7e');
  const middle = hex('8702020004fe02cf04ff02cfb111c120e0c7b00013407f91');
  const high = hex('8704240009fe059eb0f1c120e0c7200017407f19f42e0fde');

  test('[DP1] one layer is the frame', () => {
    expect(depacketize('vp9', [Buffer.concat([hex('8c 8001'), low])])).toEqual({
      data: low,
      isKey: true,
      size: { width: 320, height: 180 },
    });
    expect(depacketize('vp9', [hex('cc 8002 aa')])).toEqual({ data: hex('aa'), isKey: false });
  });

  test('[DP1] several layers become a superframe, of the size of the highest', () => {
    const frame = depacketize('vp9', [
      Buffer.concat([hex('a8 8001 00 05'), low.subarray(0, 10)]),
      Buffer.concat([hex('a4 8001 00 05'), low.subarray(10)]),
      Buffer.concat([hex('ac 8001 03 05'), middle]),
      Buffer.concat([hex('ac 8001 05 05'), high]),
    ]) as Frame;
    const index = hex('da 18000000 18000000 18000000 da');
    expect(frame).toEqual({
      data: Buffer.concat([low, middle, high, index]),
      isKey: true,
      size: { width: 1280, height: 720 },
    });
  });

  test('[DP1] the structure of layers goes with the descriptor', () => {
    // N_S 2, Y: three sizes of four bytes; G: one picture that refers to one.
    const structure = hex('58 0140 00b4 0280 0168 0500 02d0 01 04 01');
    expect(depacketize('vp9', [Buffer.concat([hex('ae 8001 00 05'), structure, low])])).toMatchObject({
      data: low,
    });
  });

  test('[DP1] in flexible mode the references go with the descriptor', () => {
    // F and P, with two references and no TL0PICIDX.
    expect(depacketize('vp9', [hex('fc 8002 00 03 02 aabb')])).toMatchObject({ data: hex('aabb') });
  });

  test('[DP2] a layer without its beginning or its end is refused', () => {
    expect(depacketize('vp9', [hex('84 8001 aa')])).toBe(0);
    expect(depacketize('vp9', [hex('88 8001 aa'), hex('88 8001 aa')])).toBe(1);
    expect(depacketize('vp9', [hex('88 8001 aa')])).toBeUndefined();
  });

  test('[DP3] nothing makes it fail', () => {
    expect(() => takeApart('vp9', [Buffer.concat([hex('ae 8001 00 05 58'), low]), high])).not.toThrow();
  });
});

describe('H.264', () => {
  // As Chromium encodes them: 640 × 360.
  const sps = hex('6742c01f8c8d705017fcb35060606078442370');
  const pps = hex('68ce3c80');
  const idr = hex('65b8000400');
  const parameters = Buffer.concat([hex('18 0013'), sps, hex('0004'), pps]);
  const configuration = Buffer.concat([hex('0142c01fffe1 0013'), sps, hex('01 0004'), pps]);
  const lengths = (...units: Buffer[]) =>
    Buffer.concat(units.flatMap((unit) => [hex(unit.length.toString(16).padStart(8, '0')), unit]));

  test('[DP1] aggregated units and single ones, each behind its length, with what the decoder needs', () => {
    expect(depacketize('h264', [parameters, idr])).toEqual({
      data: lengths(sps, pps, idr),
      isKey: true,
      size: { width: 640, height: 360 },
      setUp: configuration,
    });
  });

  test('[DP1] fragments are put together', () => {
    const frame = depacketize('h264', [parameters, hex('7c 85 b800'), hex('7c 05 04'), hex('7c 45 00')]);
    expect(frame).toMatchObject({ data: lengths(sps, pps, idr), isKey: true });
  });

  test('[DP1] parameter sets that came once hold on', () => {
    const depacketizer = depacketizerFor('h264');
    for (const payload of [parameters, idr]) depacketizer.add(packet(payload));
    depacketizer.take();
    depacketizer.add(packet(hex('41 9a')));
    expect(depacketizer.take()).toEqual({ data: lengths(hex('419a')), isKey: false });
    depacketizer.add(packet(idr));
    expect(depacketizer.take()).toMatchObject({ isKey: true, setUp: configuration });
  });

  test('[DP1] a picture of high profile, cropped and with scaling lists', () => {
    // x264, 1920 × 1080: of High profile, cropped from 1088 lines.
    const high = hex('67640028acd940780227e5c05a808080a0000003002000000781e30632c0');
    const aggregate = Buffer.concat([hex('18 001e'), high, hex('0004'), pps]);
    expect(depacketize('h264', [aggregate, idr])).toMatchObject({ size: { width: 1920, height: 1080 } });
  });

  test('[DP2] what is incomplete is refused', () => {
    expect(depacketize('h264', [hex('7c 05 04')])).toBe(0);
    expect(depacketize('h264', [hex('7c 85 b8'), hex('41 9a')])).toBe(1);
    expect(depacketize('h264', [hex('7c 85 b8')])).toBeUndefined();
    expect(depacketize('h264', [hex('18 0005 65')])).toBe(0);
    // Nothing can be decoded before the parameter sets.
    expect(depacketize('h264', [idr])).toBeUndefined();
  });

  test('[DP3] nothing makes it fail', () => {
    expect(() => takeApart('h264', [parameters, hex('7c 85 b800')])).not.toThrow();
  });
});

describe('AV1', () => {
  // As Chromium encodes it: 1280 × 720, level 3.1.
  const sequence = hex('0a0f002107288194404b533fecf0068020');
  const withoutLength = hex('08002107288194404b533fecf0068020');
  const frame = hex('3011 22');

  test('[DP1] OBUs get their length; the sequence header makes a key frame', () => {
    // W 2: the first has a length before it, the last has none. N: a new sequence.
    const payload = Buffer.concat([hex('28 10'), withoutLength, frame]);
    expect(depacketize('av1', [payload])).toEqual({
      data: Buffer.concat([sequence, hex('32 02 11 22')]),
      isKey: true,
      size: { width: 1280, height: 720 },
      setUp: Buffer.concat([hex('8105 0c00'), sequence]),
    });
  });

  test('[DP1] fragments over packets are put together; with W 0 each has its length', () => {
    expect(depacketize('av1', [hex('50 30 11'), hex('d0 22'), hex('80 01 33 02 30 44')])).toEqual({
      data: hex('32 03 11 22 33 32 01 44'),
      isKey: false,
    });
  });

  test('[DP1] temporal delimiters have no place in a file', () => {
    expect(depacketize('av1', [hex('20 02 1200 3011')])).toEqual({ data: hex('32 01 11'), isKey: false });
  });

  test('[DP2] what is incomplete is refused', () => {
    expect(depacketize('av1', [hex('90 11')])).toBe(0);
    expect(depacketize('av1', [hex('50 30 11'), hex('10 30 11')])).toBe(1);
    expect(depacketize('av1', [hex('50 30 11')])).toBeUndefined();
    expect(depacketize('av1', [hex('20 ff 30')])).toBe(0);
  });

  test('[DP3] nothing makes it fail', () => {
    expect(() => takeApart('av1', [Buffer.concat([hex('28 10'), withoutLength, frame])])).not.toThrow();
  });
});

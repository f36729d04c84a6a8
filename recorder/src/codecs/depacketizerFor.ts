import type { Codec } from '../matroska/elements.ts';
import { Av1Depacketizer } from './Av1Depacketizer.ts';
import type { Depacketizer } from './Depacketizer.ts';
import { H264Depacketizer } from './H264Depacketizer.ts';
import { OpusDepacketizer } from './OpusDepacketizer.ts';
import { Vp8Depacketizer } from './Vp8Depacketizer.ts';
import { Vp9Depacketizer } from './Vp9Depacketizer.ts';

export function depacketizerFor(codec: Codec): Depacketizer {
  switch (codec) {
    case 'opus':
      return new OpusDepacketizer();
    case 'vp8':
      return new Vp8Depacketizer();
    case 'vp9':
      return new Vp9Depacketizer();
    case 'h264':
      return new H264Depacketizer();
    case 'av1':
      return new Av1Depacketizer();
  }
}

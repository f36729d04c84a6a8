// What a file of one track is made of: Matroska (RFC 9559), and of it what WebM has.
import type { Size } from '../codecs/Depacketizer.ts';
import { element, float, idOf, readHead, unsigned, UNKNOWN_SIZE, voidOf } from './ebml.ts';

export const Id = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  cues: 0x1c53bb6b,
} as const;

/** By the names of mediasoup's codecs. */
export type Codec = 'opus' | 'vp8' | 'vp9' | 'h264' | 'av1';

export interface Description {
  readonly codec: Codec;
  /** Of a picture. */
  readonly size?: Size;
  readonly setUp?: Buffer;
  /** When the file's time begins. */
  readonly startedAt: Date;
}

const CODEC_IDS: Record<Codec, string> = {
  opus: 'A_OPUS',
  vp8: 'V_VP8',
  vp9: 'V_VP9',
  h264: 'V_MPEG4/ISO/AVC',
  av1: 'V_AV1',
};

/** Reserved for the SeekHead, which is only known in the end. */
const SEEK_SPACE = 100;
/** Element, length and value of the duration. */
const DURATION_SPACE = 11;

/** Everything before the first cluster, and what of it is written again in the end. */
export interface Head {
  readonly bytes: Buffer;
  /** Where things are in the file. */
  readonly segmentSizeAt: number;
  /** Where the Segment's content begins: positions in it count from here. */
  readonly contentAt: number;
  readonly infoAt: number;
  readonly durationAt: number;
  readonly tracksAt: number;
}

/** WebM has no H.264: that is Matroska. */
export function docTypeOf(codec: Codec): 'webm' | 'matroska' {
  return codec === 'h264' ? 'matroska' : 'webm';
}

export function headOf(description: Description): Head {
  const ebml = element(
    Id.ebml,
    element(0x4286, unsigned(1)), // EBMLVersion
    element(0x42f7, unsigned(1)), // EBMLReadVersion
    element(0x42f2, unsigned(4)), // EBMLMaxIDLength
    element(0x42f3, unsigned(8)), // EBMLMaxSizeLength
    element(0x4282, Buffer.from(docTypeOf(description.codec))), // DocType
    element(0x4287, unsigned(4)), // DocTypeVersion
    element(0x4285, unsigned(2)), // DocTypeReadVersion
  );
  const segment = Buffer.concat([idOf(Id.segment), UNKNOWN_SIZE]);
  const contentAt = ebml.length + segment.length;
  const infoAt = contentAt + SEEK_SPACE;
  const info = infoOf(description.startedAt, voidOf(DURATION_SPACE));
  const tracksAt = infoAt + info.length;
  return {
    bytes: Buffer.concat([ebml, segment, voidOf(SEEK_SPACE), info, tracksOf(description)]),
    segmentSizeAt: ebml.length + 4,
    contentAt,
    infoAt,
    durationAt: tracksAt - DURATION_SPACE,
    tracksAt,
  };
}

/** The same places, found in a file that has lost its writer; `length`: of the head. Undefined: it is none of ours. */
export function headIn(bytes: Buffer): (Omit<Head, 'bytes'> & { length: number }) | undefined {
  const ebml = readHead(bytes, 0);
  if (ebml?.id !== Id.ebml || ebml.size === undefined) return undefined;
  const segmentAt = ebml.contentAt + ebml.size;
  const segment = readHead(bytes, segmentAt);
  if (segment?.id !== Id.segment) return undefined;
  const infoAt = segment.contentAt + SEEK_SPACE;
  const info = readHead(bytes, infoAt);
  if (info?.id !== Id.info || info.size === undefined) return undefined;
  const tracksAt = info.contentAt + info.size;
  const tracks = readHead(bytes, tracksAt);
  if (tracks?.id !== Id.tracks || tracks.size === undefined) return undefined;
  return {
    segmentSizeAt: segmentAt + 4,
    contentAt: segment.contentAt,
    infoAt,
    durationAt: tracksAt - DURATION_SPACE,
    tracksAt,
    length: tracks.contentAt + tracks.size,
  };
}

/** @param duration The element, or what keeps its place; in the end of it. */
function infoOf(startedAt: Date, duration: Buffer): Buffer {
  const date = Buffer.alloc(8);
  date.writeBigInt64BE(BigInt(startedAt.getTime() - Date.UTC(2001, 0, 1)) * 1_000_000n);
  return element(
    Id.info,
    element(0x2ad7b1, unsigned(1_000_000)), // TimestampScale: milliseconds
    element(0x4461, date), // DateUTC
    element(0x4d80, Buffer.from('Parley')), // MuxingApp
    element(0x5741, Buffer.from('Parley')), // WritingApp
    duration,
  );
}

export function durationOf(milliseconds: number): Buffer {
  return element(0x4489, float(milliseconds));
}

function tracksOf({ codec, size, setUp }: Description): Buffer {
  const entry = [
    element(0xd7, unsigned(1)), // TrackNumber
    element(0x73c5, unsigned(1)), // TrackUID
    element(0x83, unsigned(codec === 'opus' ? 2 : 1)), // TrackType
    element(0x9c, unsigned(0)), // FlagLacing
    element(0x86, Buffer.from(CODEC_IDS[codec])), // CodecID
  ];
  if (codec === 'opus') {
    entry.push(
      element(0x63a2, opusHead()), // CodecPrivate
      element(0x56bb, unsigned(80_000_000)), // SeekPreRoll: RFC 7845, section 4.6
      // Audio: SamplingFrequency and Channels
      element(0xe1, element(0xb5, float(48_000)), element(0x9f, unsigned(2))),
    );
  } else {
    if (setUp) entry.push(element(0x63a2, setUp));
    // Video: PixelWidth and PixelHeight
    entry.push(
      element(0xe0, element(0xb0, unsigned(size?.width ?? 0)), element(0xba, unsigned(size?.height ?? 0))),
    );
  }
  return element(Id.tracks, element(0xae, ...entry));
}

/** RFC 7845, section 5.1; without a pre-skip: nothing of a stream that was joined is to be left out. */
function opusHead(): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead');
  head.writeUInt8(1, 8);
  head.writeUInt8(2, 9);
  head.writeUInt32LE(48_000, 12);
  return head;
}

/** @param time In milliseconds since the cluster's. */
export function simpleBlock(time: number, data: Uint8Array, isKey: boolean): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt8(0x81, 0);
  head.writeInt16BE(time, 1);
  head.writeUInt8(isKey ? 0x80 : 0, 3);
  return element(Id.simpleBlock, head, data);
}

export interface Cue {
  /** In milliseconds. */
  readonly time: number;
  /** Of its cluster, in the Segment's content. */
  readonly clusterAt: number;
}

export function cuesOf(cues: readonly Cue[]): Buffer {
  return element(
    Id.cues,
    ...cues.map(({ time, clusterAt }) =>
      element(
        0xbb, // CuePoint
        element(0xb3, unsigned(time)), // CueTime
        element(0xb7, element(0xf7, unsigned(1)), element(0xf1, unsigned(clusterAt))), // CueTrack, CueClusterPosition
      ),
    ),
  );
}

/** Where the other elements are, in the space that the head keeps for it. */
export function seekHeadOf(places: Pick<Head, 'contentAt' | 'infoAt' | 'tracksAt'>, cuesAt: number): Buffer {
  const entry = (id: number, at: number): Buffer =>
    element(0x4dbb, element(0x53ab, idOf(id)), element(0x53ac, unsigned(at - places.contentAt)));
  const seekHead = element(
    0x114d9b74,
    entry(Id.info, places.infoAt),
    entry(Id.tracks, places.tracksAt),
    entry(Id.cues, cuesAt),
  );
  return Buffer.concat([seekHead, voidOf(SEEK_SPACE - seekHead.length)]);
}

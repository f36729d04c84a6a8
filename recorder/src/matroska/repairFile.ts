import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { readHead } from './ebml.ts';
import { headIn, Id } from './elements.ts';
import { finishFile } from './finishFile.ts';
import { TrackIndex } from './TrackIndex.ts';

/** Longer than any head that we write: parameter sets are a few hundred bytes. */
const HEAD_LIMIT = 65_536;

/**
 * Makes a file whole whose writer did not get to close it: what is torn at its end goes, and the index is added. One that
 * was closed stays as it is.
 * @returns How long it is, in milliseconds; undefined: it holds nothing that can be played.
 */
export async function repairFile(
  path: string,
  { isPicture }: { isPicture: boolean },
): Promise<number | undefined> {
  const file = await open(path, 'r+');
  try {
    const beginning = await read(file, 0, HEAD_LIMIT);
    const places = headIn(beginning);
    if (!places) return undefined;
    const segmentSize = readHead(beginning, places.segmentSizeAt - 4)?.size;
    const scanned = await scan(file, places, new TrackIndex({ isPicture }));
    if (segmentSize === undefined && scanned.index.cues.length > 0) {
      await file.truncate(scanned.end);
      await finishFile(file, places, scanned);
    }
    return scanned.index.cues.length > 0 ? scanned.index.duration : undefined;
  } finally {
    await file.close();
  }
}

async function scan(
  file: FileHandle,
  places: { contentAt: number; length: number },
  index: TrackIndex,
): Promise<{ end: number; index: TrackIndex }> {
  let at = places.length;
  for (;;) {
    const head = readHead(await read(file, at, 12), 0);
    if (head?.id !== Id.cluster || head.size === undefined) return { end: at, index };
    const content = await read(file, at + head.contentAt, head.size);
    const blocks = blocksOf(content);
    if (content.length < head.size || !blocks) return { end: at, index };
    for (const block of blocks) index.add(block, at - places.contentAt);
    at += head.contentAt + head.size;
  }
}

/** Undefined: the bytes are not what was written. A disk that lost power may have kept the length and not the content. */
function blocksOf(cluster: Buffer): { time: number; isKey: boolean }[] | undefined {
  const blocks: { time: number; isKey: boolean }[] = [];
  let start: number | undefined;
  for (let at = 0; at < cluster.length;) {
    const head = readHead(cluster, at);
    const end = (head?.contentAt ?? 0) + (head?.size ?? Infinity);
    if (!head || end > cluster.length) return undefined;
    const content = cluster.subarray(head.contentAt, end);
    if (head.id === Id.timestamp && content.length >= 1 && content.length <= 6)
      start = content.readUIntBE(0, content.length);
    else if (head.id === Id.simpleBlock && start !== undefined && content.length > 4) {
      blocks.push({ time: start + content.readInt16BE(1), isKey: ((content[3] as number) & 0x80) !== 0 });
    } else return undefined;
    at = end;
  }
  return blocks.length > 0 ? blocks : undefined;
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, at);
  return buffer.subarray(0, bytesRead);
}

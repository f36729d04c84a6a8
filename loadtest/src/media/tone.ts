import OpusScript from 'opusscript';

const RATE = 48_000;
/** Samples of a packet: 20 ms. */
const FRAME = 960;
/** Packets until the tone is where it began. */
const LOOP = 50;
/** Hertz, whole, so that a second of it is a loop. */
const NOTES = [330, 440];

/**
 * One second of a quiet chord as packets of Opus of 20 ms, which follow each other in a circle. Encoded by libopus at
 * its first use.
 */
export function tonePackets(bitsPerSecond: number): Buffer[] {
  const encoder = new OpusScript(RATE, 1, OpusScript.Application.AUDIO);
  try {
    encoder.setBitrate(bitsPerSecond);
    const packets: Buffer[] = [];
    // Of two rounds the second one, which begins as it ends.
    for (let n = 0; n < 2 * LOOP; n += 1) packets.push(Buffer.from(encoder.encode(samples(n), FRAME)));
    return packets.slice(LOOP);
  } finally {
    encoder.delete();
  }
}

/** Signed, of 16 bits. */
function samples(frame: number): Buffer {
  const bytes = Buffer.alloc(FRAME * 2);
  for (let n = 0; n < FRAME; n += 1) {
    const seconds = (frame * FRAME + n) / RATE;
    const level = NOTES.reduce((sum, note) => sum + Math.sin(2 * Math.PI * note * seconds), 0);
    bytes.writeInt16LE(Math.round(level * 3_000), n * 2);
  }
  return bytes;
}

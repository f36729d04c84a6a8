// The time of sending at the end of a payload, in what a decoder skips: for servers that do not forward it in the header.

/** Two that are not of a stamp are as unlikely to follow each other as anything in 64 bits. */
const MARK = Buffer.from('sent at:');
export const STAMP_LENGTH = MARK.length + 8;

/** Makes the end of a payload a place for the stamp. */
export function reserveStamp(payload: Buffer): void {
  MARK.copy(payload, payload.length - STAMP_LENGTH);
}

/** Does nothing to a payload that has no place for it. */
export function writeStamp(payload: Buffer, now: number): void {
  if (hasStamp(payload)) payload.writeDoubleBE(now, payload.length - 8);
}

/** When it was sent; NaN where it does not say. */
export function readStamp(payload: Buffer): number {
  return hasStamp(payload) ? payload.readDoubleBE(payload.length - 8) : Number.NaN;
}

function hasStamp(payload: Buffer): boolean {
  const from = payload.length - STAMP_LENGTH;
  return from >= 0 && payload.compare(MARK, 0, MARK.length, from, from + MARK.length) === 0;
}

// A QR code as the path of a drawing, in modules.
import { encode } from 'uqr';

export interface QrPath {
  /** Modules along a side, the quiet zone of four included (ISO/IEC 18004). */
  readonly size: number;
  readonly path: string;
}

export function qrPath(text: string): QrPath {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return { size, path };
}

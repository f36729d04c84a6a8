/** Where a frame stands among the others of its stream. */
export interface Reference {
  /** The number of the picture that it changes: that of the last key frame or base frame. */
  readonly reference: number;
  /** Whether later ones may need it. */
  readonly isBase: boolean;
  /** How many frames came since the key frame. */
  readonly sinceKey: number;
}

/** Writes test pictures in a format that browsers decode. */
export interface VideoEncoder {
  /** A frame that needs no other. */
  keyFrame(number: number): Buffer;
  deltaFrame(number: number, reference: Reference): Buffer;
}

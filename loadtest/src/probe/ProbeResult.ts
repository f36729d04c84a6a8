/** What a participant that is Chromium saw and heard. */
export interface ProbeResult {
  readonly name: string;
  /** Of how many pictures. */
  readonly pictures: number;
  /** Frames a second of each picture, on the mean. */
  readonly framesPerSecond: number;
  readonly freezes: number;
  /** Milliseconds from when a picture was due at its sender to when it was on the screen. Null: none had the mark. */
  readonly delay: { readonly p50: number; readonly p95: number; readonly max: number } | null;
  /** Whether the voices had any sound in them. */
  readonly soundEnergy: number;
  /** Of all samples of sound, those that were made up. */
  readonly concealed: number;
}

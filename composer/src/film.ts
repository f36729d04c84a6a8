// What every film of ours is like.

export const WIDTH = 1280;
export const HEIGHT = 720;

/**
 * Frames a second. Cameras of a call have 15 to 30; with 25 a frame takes 40 ms, a whole number in every container: spans that
 * are put together keep their times to the millisecond.
 */
export const FRAME_RATE = 25;
export const FRAME_TIME = 1000 / FRAME_RATE;

export const SAMPLE_RATE = 48_000;

// The pictures that stand in the documentation. They are part of the checkout, so each has to be small.
import type { Look } from './takePictures.ts';

export interface DocsPicture {
  readonly screen: string;
  readonly size: 'window' | 'phone';
  readonly look: Look;
}

export const docsSizes = {
  window: { width: 1120, height: 700 },
  phone: { width: 360, height: 740 },
} as const;

/** Bytes of one picture. */
export const mostBytes = 100_000;

export const docsPictures: readonly DocsPicture[] = [
  { screen: 'lobby', size: 'window', look: 'light' },
  { screen: 'room-5', size: 'window', look: 'dark' },
  { screen: 'room-screen', size: 'window', look: 'dark' },
  { screen: 'people-host', size: 'window', look: 'light' },
  { screen: 'statistics', size: 'window', look: 'dark' },
  { screen: 'room-5', size: 'phone', look: 'dark' },
];

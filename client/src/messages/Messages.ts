// What there is to say: English decides, and every other language says the same.
import type { en } from './en.ts';

export type Messages = typeof en;

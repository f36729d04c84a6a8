// Raised hands and reactions.
import type { Reaction } from '@parley/protocol';
import { listed } from './people.ts';

const rules = new Intl.PluralRules('en', { type: 'ordinal' });
const endings = { zero: 'th', one: 'st', two: 'nd', few: 'rd', many: 'th', other: 'th' } as const;
const ordinal = (place: number): string => `${place}${endings[rules.select(place)]}`;

export const hands = {
  raise: 'Raise hand',
  lower: 'Lower hand',
  place: ordinal,
  raisedAs: (place: number) => `Hand raised, ${ordinal(place)}`,
  raised: (names: readonly string[]) => listed(names, 'raised a hand'),
  lowerOf: (name: string) => `Lower the hand of ${name}`,
};

const names: Readonly<Record<Reaction, string>> = {
  '👍': 'Thumbs up',
  '❤️': 'Heart',
  '😂': 'Laughter',
  '😮': 'Surprise',
  '👏': 'Applause',
  '🎉': 'Celebration',
};

export const reactions = {
  label: 'React',
  names,
  one: (name: string, reaction: Reaction) => `${name}: ${names[reaction]}`,
  many: (count: number) => `${count} reactions`,
};

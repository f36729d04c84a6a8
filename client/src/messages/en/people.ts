// How many people, and who.
const names = new Intl.ListFormat('en', { type: 'conjunction' });

export const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** Two are named, more are counted. */
export function listed(who: readonly string[], verb: string): string {
  if (who.length === 0) return '';
  return `${who.length > 2 ? people(who.length) : names.format(who)} ${verb}`;
}

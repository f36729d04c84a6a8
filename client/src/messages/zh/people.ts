// How many people, and who.
const names = new Intl.ListFormat('zh-Hans', { type: 'conjunction' });

export const people = (count: number): string => `${count} 人`;

/** Two are named, more are counted. */
export function listed(who: readonly string[], verb: string): string {
  if (who.length === 0) return '';
  return who.length > 2 ? `${who.length} 人${verb}` : `${names.format(who)} ${verb}`;
}

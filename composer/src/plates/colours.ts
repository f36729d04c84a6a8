// As the page has them in the dark: client/src/ui/tokens.css.

export const STAGE = '#0e1013';
export const SURFACE = '#1f242b';
export const TEXT = '#eef1f4';
export const ON_PERSON = '#ffffff';
/** Under a name that stands on a picture. */
export const SCRIM = { colour: '#0a0c0f', opacity: 0.72 };
export const RADIUS = 12;

const people = ['#5b5bd6', '#0b7a75', '#b4436c', '#8a5a12', '#2f6fb5', '#7a48b0', '#3f7a2f', '#b0482a'];

/** As on the page: always the same for the same id. */
export function personColour(id: string): string {
  let hash = 2_166_136_261;
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619);
  return people[((hash ^ (hash >>> 15)) >>> 0) % people.length] as string;
}

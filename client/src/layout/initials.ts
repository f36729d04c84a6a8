// What stands for a person whose camera is off: one or two letters, and a colour.

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstGrapheme(text: string): string {
  for (const { segment } of graphemes.segment(text)) return segment;
  return '';
}

/** The first letters of the first and the last word of a name, in any script; '?' for no name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const named = words.filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const [first = '', ...others] = named.length > 0 ? named : words;
  const last = others.at(-1) ?? '';
  return (firstGrapheme(first) + firstGrapheme(last)).toLocaleUpperCase() || '?';
}

const colours = 8;

/** The custom property of the person's colour: always the same for the same id. */
export function personColour(id: string): string {
  let hash = 2166136261;
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619);
  // The low bits of this hash alone are not well mixed.
  return `var(--person-${((hash ^ (hash >>> 15)) >>> 0) % colours})`;
}

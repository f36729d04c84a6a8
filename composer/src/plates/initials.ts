const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first letters of the first and the last word of a name, in any script, as on the page; '?' for no name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const named = words.filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const [first = '', ...others] = named.length > 0 ? named : words;
  return (firstGrapheme(first) + firstGrapheme(others.at(-1) ?? '')).toLocaleUpperCase('und') || '?';
}

function firstGrapheme(text: string): string {
  for (const { segment } of graphemes.segment(text)) return segment;
  return '';
}

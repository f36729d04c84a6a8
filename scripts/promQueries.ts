// What queries of Prometheus ask for, so that it can be compared with what the server tells.

export interface Selector {
  readonly metric: string;
  /** Those by which it chooses. */
  readonly labels: readonly string[];
}

export interface Asked {
  readonly selectors: readonly Selector[];
  /** Those by which results are put together or compared. */
  readonly grouping: readonly string[];
}

const words = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan']);
const group = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;

/** Of a query in PromQL without subqueries and `label_replace()`. */
export function askedBy(query: string): Asked {
  const plain = query
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\b\d[\w.]*/g, '');
  const grouping = [...plain.matchAll(group)].flatMap((found) => namesIn(found[1] ?? '', /\w+/g));
  const selectors = [
    ...plain.replaceAll(group, '').matchAll(/([a-z_:][\w:]*)\s*(?:\{([^}]*)\})?(?![\w:]*\s*\()/gi),
  ]
    .map(([, metric = '', matchers = '']) => ({ metric, labels: namesIn(matchers, /\w+(?=\s*[=!])/g) }))
    .filter(({ metric }) => !words.has(metric.toLowerCase()));
  return { selectors, grouping };
}

function namesIn(text: string, name: RegExp): string[] {
  return text.match(name) ?? [];
}

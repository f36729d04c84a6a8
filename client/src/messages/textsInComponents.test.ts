// Every text of the screen comes from the catalogue: none stands in a component.
import { parseSync } from 'vite';
import { expect, it } from 'vitest';

const sources = import.meta.glob<string>('../**/*.tsx', { query: '?raw', import: 'default', eager: true });

/** What is seen or read aloud, be it an element's or handed to a component. */
const spoken = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'text',
  'title',
]);

interface Node {
  readonly type: string;
  readonly [part: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (!isNode(value)) return [];
  return [value, ...Object.values(value).flatMap(nodesIn)];
}

/** The texts that an expression may come to by itself; what it calls or reads is not its own. */
function literals(node: unknown): string[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case 'JSXText':
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
    case 'JSXExpressionContainer':
      return literals(node.expression);
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(literals);
    case 'LogicalExpression':
      return [node.left, node.right].flatMap(literals);
    case 'BinaryExpression':
      return node.operator === '+' ? [node.left, node.right].flatMap(literals) : [];
    default:
      return [];
  }
}

function hardCoded(source: string): string[] {
  const { program } = parseSync('component.tsx', source);
  const texts = nodesIn(program).flatMap((node) => {
    if (node.type === 'JSXElement' || node.type === 'JSXFragment')
      return (node.children as Node[]).flatMap(literals);
    if (node.type !== 'JSXAttribute') return [];
    return spoken.has((node.name as { name: string }).name) ? literals(node.value) : [];
  });
  return texts.filter((text) => /\p{L}/u.test(text));
}

it('a text in a component is found, wherever it stands', () => {
  const component = `const A = ({ n, a }) => <>
    <p title="one" className="no">two {n} / {a}</p>
    <p aria-label={n > 1 ? 'three' : a}>{'four'}{n > 1 && 'five'}{\`\${n} six\`}</p>
    <Button label={'seven ' + n} kind="no" onClick={() => call('no')}>{a.no} · {say('no')}</Button>
  </>;`;
  expect(
    hardCoded(component)
      .map((text) => text.trim())
      .toSorted(),
  ).toEqual(['one', 'two', 'three', 'four', 'five', 'six', 'seven'].toSorted());
});

it.each(Object.entries(sources))('%s has no text of its own', (_path, source) => {
  expect(hardCoded(source)).toEqual([]);
});

// What is to be seen of a message's text: plain text, links, and code. Nothing of it is ever taken for HTML. Pure.
export type MessagePart =
  | { readonly kind: 'text' | 'code' | 'block'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** ``` with or without the name of a language, or `code` in a line. */
const code = /```(?:[\w+#.-]*\n)?([^]*?)```\n?|`([^`\n]+)`/g;
const address = /https?:\/\/[^\s<>"'`]+/gi;

export function messageParts(text: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let from = 0;
  for (const match of text.matchAll(code)) {
    const [whole, block, inline] = match;
    parts.push(...linked(text.slice(from, match.index)));
    if (inline !== undefined) parts.push({ kind: 'code', text: inline });
    else if (block?.trim()) parts.push({ kind: 'block', text: block.replace(/\n$/, '') });
    else parts.push({ kind: 'text', text: whole });
    from = match.index + whole.length;
  }
  return [...parts, ...linked(text.slice(from))];
}

function linked(text: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const written = withoutEnd(match[0]);
    const href = safeAddress(written);
    if (href === undefined) continue;
    parts.push({ kind: 'text', text: text.slice(from, match.index) });
    parts.push({ kind: 'link', text: written, href });
    from = match.index + written.length;
  }
  parts.push({ kind: 'text', text: text.slice(from) });
  return parts.filter((part) => part.text !== '');
}

/** Punctuation after an address is the sentence's, and so is a parenthesis that was opened before it. */
function withoutEnd(written: string): string {
  let end = written;
  for (;;) {
    const shorter = end.replace(/[.,;:!?…。，；：！？、*_~]+$/u, '');
    const isUnbalanced = (open: string, close: string) =>
      shorter.endsWith(close) && shorter.split(close).length > shorter.split(open).length;
    const next = isUnbalanced('(', ')') || isUnbalanced('[', ']') ? shorter.slice(0, -1) : shorter;
    if (next === end) return end;
    end = next;
  }
}

/** No link where a name in front of the host pretends to be it, as in https://bank.example@evil.example. */
function safeAddress(written: string): string | undefined {
  if (!URL.canParse(written)) return undefined;
  const { protocol, username, password, href } = new URL(written);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && username === '' && password === '' ? href : undefined;
}

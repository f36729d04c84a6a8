// A person's colour as the custom property --person, for grounds that are tinted by it.
import type { CSSProperties } from 'react';
import { personColour } from '../layout/initials.ts';

type PersonStyle = CSSProperties & { readonly '--person': string };

export function personStyle(id: string): PersonStyle {
  return { '--person': personColour(id) };
}

// Why one cannot do what the rules or one's role bar, each in a sentence.
import { permissions } from '@parley/protocol/constants';
import type { Permission } from '@parley/protocol';
import { barOf } from '../../../call/barred.ts';
import type { CallState } from '../../../call/CallState.ts';
import type { Messages } from '../../../messages/Messages.ts';

/** Of what one may do there is none. */
export type BarredSentences = Readonly<Partial<Record<Permission, string>>>;

export function barredSentences(
  state: Pick<CallState, 'role' | 'rules'>,
  words: Messages['hosting'],
): BarredSentences {
  const barred: Partial<Record<Permission, string>> = {};
  for (const permission of permissions) {
    const bar = barOf(permission, state);
    if (bar) barred[permission] = bar === 'watching' ? words.news.onlyWatches : words.barred[permission];
  }
  return barred;
}

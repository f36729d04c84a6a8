// What hosts did that concerns oneself, as sentences.
import { permissions } from '@parley/protocol/constants';
import { barOf } from '../../../call/barred.ts';
import type { CallState } from '../../../call/CallState.ts';
import type { Messages } from '../../../messages/Messages.ts';

export function hostNewsBetween(before: CallState, after: CallState, words: Messages['hosting']): string[] {
  return [
    ...muteNews(before, after, words),
    ...roleNews(before, after, words),
    ...ruleNews(before, after, words),
    ...(after.refusal && after.refusal !== before.refusal ? [refusalNews(after, after.refusal, words)] : []),
    ...(after.refusals > before.refusals ? [notDone(after, words)] : []),
  ];
}

function notDone({ refusedBecause }: CallState, { news }: Messages['hosting']): string {
  if (refusedBecause === 'disk_full') return news.diskFull;
  return refusedBecause === 'recording_unavailable' ? news.recordsNot : news.notDone;
}

function muteNews(before: CallState, after: CallState, { news }: Messages['hosting']): string[] {
  return after.hostMutes
    .filter((mute) => !before.hostMutes.includes(mute))
    .map(({ source, by }) => {
      const host = after.participants.find(({ id }) => id === by)?.displayName;
      const said = source === 'camera' ? news.stoppedVideo : news.muted;
      return said(host);
    });
}

function roleNews(before: CallState, after: CallState, { news }: Messages['hosting']): string[] {
  // The role that one comes with is seen in the panel.
  if (before.rules === undefined || before.role === after.role) return [];
  if (after.role === 'participant') return [before.role === 'host' ? news.hostNoMore : news.takesPart];
  return [after.role === 'host' ? news.host : news.watches];
}

/** What one may not do any more, and what one may again. */
function ruleNews(before: CallState, after: CallState, words: Messages['hosting']): string[] {
  // What comes with another role goes without saying.
  if (before.rules === undefined || before.rules === after.rules || before.role !== after.role) return [];
  return permissions.flatMap((permission) => {
    const [was, is] = [barOf(permission, before), barOf(permission, after)];
    if (was === is) return [];
    return is === undefined ? words.allowedAgain[permission] : words.barred[permission];
  });
}

function refusalNews(
  { role }: CallState,
  refusal: NonNullable<CallState['refusal']>,
  { news, barred }: Messages['hosting'],
) {
  if (role === 'viewer') return news.onlyWatches;
  return refusal.source === 'camera' ? barred.video : barred.unmute;
}

// What hosts did that concerns oneself, as sentences.
import type { CallState } from '../../../call/CallState.ts';
import type { Messages } from '../../../messages/Messages.ts';

export function hostNewsBetween(before: CallState, after: CallState, words: Messages['hosting']): string[] {
  return [
    ...muteNews(before, after, words),
    ...roleNews(before, after, words),
    ...(after.refusal && after.refusal !== before.refusal ? [refusalNews(after, after.refusal, words)] : []),
    ...(after.refusals > before.refusals ? [words.news.notDone] : []),
  ];
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

function refusalNews(
  { role }: CallState,
  refusal: NonNullable<CallState['refusal']>,
  { news }: Messages['hosting'],
) {
  if (role === 'viewer') return news.onlyWatches;
  return refusal.source === 'camera' ? news.noVideo : news.noUnmuting;
}

// What happened to one's devices between two moments, as sentences: what took their place, and when they are back.
import type { LocalMediaState } from '../../call/CallState.ts';
import type { Messages } from '../../messages/Messages.ts';

export function deviceNewsBetween(
  before: LocalMediaState,
  after: LocalMediaState,
  words: Messages['room']['deviceNews'],
): string[] {
  const news: string[] = [];
  if (after.microphone.standsIn && !before.microphone.standsIn) {
    const label = after.microphones.find(({ id }) => id === after.microphoneId)?.label ?? '';
    news.push(words.microphoneStandsIn(label));
  }
  if (before.microphone.standsIn && !after.microphone.standsIn && after.microphone.track) {
    news.push(words.microphoneBack);
  }
  const wasThere = before.speakers.some(({ id }) => id === before.speakerId);
  if (wasThere && after.speakerId === undefined) news.push(words.speakerGone);
  return news;
}

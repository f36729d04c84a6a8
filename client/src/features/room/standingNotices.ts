// Notices that stay as long as what they tell of: a lost connection, blocked sound, a device in trouble.
import type { CallState, DeviceProblem, DeviceSource, LocalMediaState } from '../../call/CallState.ts';
import type { Messages } from '../../messages/Messages.ts';
import type { Notice } from '../../ui/Notices.tsx';

type Words = Messages['room'];

const room = 3;
/** Attempts to come back, after which it may be the network. */
const MANY_ATTEMPTS = 3;

/**
 * @param dismissWarning Undefined where it has been dismissed.
 * @param check The way to find out what the network lets through.
 */
export function connectionNotices(
  { phase, mediaConnected, serverConnected }: CallState,
  dismissWarning: (() => void) | undefined,
  { words, check }: { words: Words; check: NonNullable<Notice['action']> },
): Notice[] {
  if (phase.name === 'joining') return [{ id: 'joining', text: words.joining, tone: 'busy' }];
  if (phase.name === 'reconnecting') {
    const action = phase.attempt >= MANY_ATTEMPTS ? { action: check } : {};
    return [{ id: 'reconnecting', text: words.reconnecting, tone: 'busy', ...action }];
  }
  if (phase.name === 'joined' && !mediaConnected)
    return [{ id: 'media-lost', text: words.mediaLost, tone: 'busy', action: check }];
  if (phase.name === 'joined' && !serverConnected && dismissWarning) {
    const text = words.serverUnreachable;
    return [{ id: 'server-unreachable', text, tone: 'warning', action: check, dismiss: dismissWarning }];
  }
  return [];
}

export function deviceProblem(media: LocalMediaState, source: DeviceSource): DeviceProblem | undefined {
  return media[source].wanted ? media[source].problem : undefined;
}

export function deviceNotice(
  source: DeviceSource,
  problem: DeviceProblem,
  answers: { retry: () => void; dismiss: () => void },
  words: Words,
): Notice {
  return {
    id: `${source}-${problem}`,
    text: words.deviceProblems[source][problem],
    tone: 'warning',
    action: { label: words.retry, run: answers.retry },
    dismiss: answers.dismiss,
  };
}

/** At most three: what stands goes first, then the newest of what passes. */
export function threeNotices(standing: readonly Notice[], passing: readonly Notice[]): Notice[] {
  const stay = standing.slice(0, room);
  const left = room - stay.length;
  return left === 0 ? stay : [...passing.slice(-left), ...stay];
}

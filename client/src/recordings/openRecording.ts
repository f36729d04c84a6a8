import type { RecordingDetails } from '@parley/protocol';
import type { Store } from '../call/CallState.ts';
import type { Clock } from '../call/Clock.ts';
import { credentialsFor, withBest } from './access.ts';
import { holdRecording } from './heldRecordings.ts';
import { isMoving } from './isMoving.ts';
import { Poll } from './Poll.ts';
import type { Credential, RecordingsApi } from './RecordingsApi.ts';
import { codeOf } from './RecordingsError.ts';

export interface OpenedRecording {
  readonly details: RecordingDetails;
  /** By which it was opened. */
  readonly credential: Credential;
}

interface OpenParts {
  readonly api: RecordingsApi;
  readonly recordingId: string;
  readonly clock: Clock;
  readonly visible: Store<boolean>;
  /** The token in the address, if there is one. */
  readonly linkToken: () => Credential | undefined;
  /** Takes it out of the address. */
  readonly dropLinkToken: () => void;
}

/** One recording, by whatever this browser has for it. A token that came with a link is held once it has opened it. */
export function openRecording(parts: OpenParts): Poll<OpenedRecording> {
  const { api, recordingId, clock, visible, linkToken, dropLinkToken } = parts;
  return new Poll({ clock, visible, isMoving: ({ details }) => isMoving(details), ask });

  async function ask(signal: AbortSignal): Promise<OpenedRecording> {
    const token = linkToken();
    const { answer: details, credential } = await withBest(credentialsFor(recordingId, token), (credential) =>
      api.details(recordingId, credential, signal),
    ).catch((error: unknown) => {
      const code = codeOf(error);
      // It will not open anything later either.
      if (code === 'unauthorized' || code === 'not_found') dropLinkToken();
      throw error;
    });
    if (credential === token) {
      const { room, startedAt } = details;
      holdRecording({ recordingId, token, room, startedAt: Date.parse(startedAt) });
    }
    if (token !== undefined) dropLinkToken();
    return { details, credential };
  }
}

// Lets the cues be heard, where the person wants them.
import { useEffect } from 'react';
import type { Call } from '../../call/CallState.ts';
import { pageSettings } from '../../settings/pageSettings.ts';
import { playNotes } from '../../sound/notes.ts';
import { cueBetween, cueNotes } from './cues.ts';

const LOUDNESS = 0.08;

export function useCues(call: Call): void {
  useEffect(() => {
    let before = call.get();
    return call.subscribe(() => {
      const after = call.get();
      const cue = pageSettings.get().sounds ? cueBetween(before, after) : undefined;
      before = after;
      if (cue) playNotes(cueNotes[cue], call.media.get().speakerId, LOUDNESS);
    });
  }, [call]);
}

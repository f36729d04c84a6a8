// Lets the cues be heard, where the person wants them.
import { useEffect } from 'react';
import type { Call } from '../../call/CallState.ts';
import { pageSettings } from '../../settings/pageSettings.ts';
import { playNotes } from '../../sound/notes.ts';
import { cueBetween, cueNotes, type Cue } from './cues.ts';

const LOUDNESS = 0.08;

export function useCues(call: Call): void {
  useEffect(() => {
    function ring(cue: Cue | undefined): void {
      if (!cue || !pageSettings.get().sounds) return;
      playNotes(cueNotes[cue], call.media.get().speakerId, LOUDNESS);
    }
    let before = call.get();
    let { unread } = call.chat.get();
    const stops = [
      call.subscribe(() => {
        const after = call.get();
        ring(cueBetween(before, after));
        before = after;
      }),
      call.chat.subscribe(() => {
        const now = call.chat.get().unread;
        // Whoever reads along needs no sound.
        if (now > unread && call.get().phase.name === 'joined') ring('message');
        unread = now;
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [call]);
}

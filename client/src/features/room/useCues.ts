// Lets the cues be heard, where the person wants them; and that one is recorded, in any case.
import { useEffect } from 'react';
import type { Call } from '../../call/CallState.ts';
import { pageSettings } from '../../settings/pageSettings.ts';
import { playNotes } from '../../sound/notes.ts';
import { cueBetween, cueNotes, type Cue } from './cues.ts';
import { recordingRings, recordingRingsOnArrival } from './recording/recordingCue.ts';

const LOUDNESS = 0.08;

export function useCues(call: Call): void {
  useEffect(() => {
    function play(cue: Cue): void {
      playNotes(cueNotes[cue], call.media.get().speakerId, LOUDNESS);
    }
    function ring(cue: Cue | undefined): void {
      if (cue && pageSettings.get().sounds) play(cue);
    }
    let before = call.get();
    // The room may be drawn only when one is in it already.
    if (recordingRingsOnArrival(before)) play('recorded');
    let { unread } = call.chat.get();
    const stops = [
      call.subscribe(() => {
        const after = call.get();
        if (recordingRings(before, after)) play('recorded');
        else ring(cueBetween(before, after));
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

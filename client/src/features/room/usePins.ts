// Which tiles are kept large, for as long as one is in the call.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Participant, PinnedPicture } from '../../call/CallState.ts';
import { noPins, shownPins, togglePin, withCommonPin } from '../../layout/pins.ts';
import { tileKeyOf } from '../../layout/stagePlan.ts';

/** @param common What a host shows to everybody. */
export function usePins(
  participants: readonly Participant[],
  common: PinnedPicture | undefined,
): [pinned: ReadonlySet<string>, toggle: (tileKey: string) => void] {
  const [pins, setPins] = useState(noPins);
  const now = withCommonPin(pins, common && tileKeyOf(common));
  if (now !== pins) setPins(now);
  const present = useMemo(
    () =>
      new Set(
        participants.flatMap(({ id: participantId, screen }) => [
          tileKeyOf({ participantId, source: 'camera' }),
          ...(screen && !screen.muted ? [tileKeyOf({ participantId, source: 'screen' })] : []),
        ]),
      ),
    [participants],
  );
  const latest = useRef(present);
  useEffect(() => {
    latest.current = present;
  }, [present]);
  // The same function for the whole call: tiles are given it.
  const toggle = useCallback((key: string) => setPins((each) => togglePin(each, key, latest.current)), []);
  return [useMemo(() => shownPins(now, present), [now, present]), toggle];
}

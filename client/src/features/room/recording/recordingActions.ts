// What a host can do about the recording, as entries of a menu.
import { Circle, CirclePause, CirclePlay, CircleStop } from 'lucide-react';
import type { CallState, Hosting } from '../../../call/CallState.ts';
import type { Messages } from '../../../messages/Messages.ts';
import type { MenuAction } from '../../../ui/Menu.tsx';

/** None for those who do not decide on it, and where nothing can be recorded. */
export function recordingActions(
  { role, recordable, recording }: CallState,
  hosting: Hosting,
  { actions }: Messages['recording'],
): MenuAction[] {
  if (role !== 'host' || (!recordable && !recording)) return [];
  const set = (wish: Parameters<Hosting['record']>[0]) => () => hosting.record(wish);
  if (!recording) return [{ id: 'record', icon: Circle, label: actions.start, run: set('on') }];
  const change = recording.paused
    ? { id: 'resume', icon: CirclePlay, label: actions.resume, run: set('on') }
    : { id: 'pause', icon: CirclePause, label: actions.pause, run: set('paused') };
  return [change, { id: 'stop', icon: CircleStop, label: actions.stop, run: set('off') }];
}

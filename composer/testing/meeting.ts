import { plain, tone } from './encoded.ts';
import { RecordingMaker } from './RecordingMaker.ts';

const ana = { peerId: 'ana', displayName: 'Ana Novak' };
const ben = { peerId: 'ben', displayName: '张伟' };

/** In milliseconds. */
const MEETING = 12_000;

/**
 * A recording of twelve seconds, of which one is paused:
 * Ana is red and sounds at 400 Hz, without a camera from 3 to 5 s. Ben comes at 2 s, is green, sounds at 1,000 Hz and is mute
 * from 4 to 6 s. Ana shares a screen, blue, from 5.5 to 7 s. From 8 to 9 s it is paused, and from 10 to 11 s nobody writes.
 */
export async function makeMeeting(dir: string, recordingId?: string): Promise<void> {
  const maker = new RecordingMaker(dir, recordingId);
  const [red, green, blue] = await Promise.all([
    plain('red', 10),
    plain('green', 8),
    plain('blue', 1.5, '300x200'),
  ]);
  const [low, high] = await Promise.all([tone(400, 10), tone(1000, 8)]);
  const pause = { at: 8_000, until: 9_000, cause: 'paused' } as const;
  const again = { at: 11_000, until: MEETING };
  await maker.track(
    { ...ana, source: 'camera' },
    [
      { at: 0, until: 10_000, frames: red },
      { ...again, frames: red },
    ],
    { gaps: [{ at: 3_000, until: 5_000, cause: 'muted' }, pause] },
  );
  await maker.track(
    { ...ana, source: 'microphone' },
    [
      { at: 0, until: 10_000, frames: low },
      { ...again, frames: low },
    ],
    { gaps: [pause] },
  );
  await maker.track(
    { ...ben, source: 'camera' },
    [
      { at: 2_000, until: 10_000, frames: green },
      { ...again, frames: green },
    ],
    { gaps: [pause] },
  );
  await maker.track(
    { ...ben, source: 'microphone' },
    [
      { at: 2_000, until: 10_000, frames: high },
      { ...again, frames: high },
    ],
    { gaps: [{ at: 4_000, until: 6_000, cause: 'muted' }, pause] },
  );
  await maker.track({ ...ana, source: 'screen' }, [{ at: 5_500, until: 7_000, frames: blue }], {
    sizes: [{ at: 5_500, width: 300, height: 200 }],
  });
  maker.events.push(
    { at: 0, event: 'joined', data: { peerId: 'ana', displayName: ana.displayName } },
    { at: 2_000, event: 'joined', data: { peerId: 'ben', displayName: ben.displayName } },
    { at: 0, event: 'speaker', data: { peerId: 'ana' } },
    { at: 2_500, event: 'speaker', data: { peerId: 'ben' } },
    { at: 2_700, event: 'speaker', data: { peerId: 'ana' } },
    { at: 7_200, event: 'speaker', data: { peerId: 'ben' } },
  );
  maker.breaks.push(pause, { at: 10_000, until: 11_000, cause: 'recorder' });
  maker.write(MEETING);
}

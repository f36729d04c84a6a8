// What a call session is made of, and what it needs of its surroundings.
import type { NotificationData, RoomSettings } from '@parley/protocol';
import type { CallMedia } from './CallMedia.ts';
import type { DeviceSource, LocalMedia, LocalScreen, ScreenSource } from './CallState.ts';
import type { OpenCarrier } from './Carrier.ts';
import type { Clock } from './Clock.ts';
import type { MediaSignals } from './MediaSignals.ts';
import type { PageEvents } from './PageEvents.ts';
import type { InterruptedPlace, PlaceMemory } from './PlaceMemory.ts';
import type { WatchOnsets } from './voice/watchOnsets.ts';

export interface CallSessionParts {
  readonly room: string;
  /** What lets one into it, where the server asks for that. */
  readonly token: () => string | undefined;
  /** What the room is to be like if nobody is there yet. */
  readonly settings: RoomSettings;
  /** `fail` tells of a track that cannot be sent. */
  readonly media: LocalMedia & { fail(source: DeviceSource): void };
  readonly screen: LocalScreen & { fail(source: ScreenSource): void };
  readonly clock: Clock;
  readonly page: PageEvents;
  readonly place: PlaceMemory;
  /** Where the page was before it was reloaded, just now. */
  readonly interrupted: InterruptedPlace | undefined;
  readonly random: () => number;
  readonly openCarrier: OpenCarrier;
  readonly watchOnsets: WatchOnsets;
  createCallMedia(signals: MediaSignals): CallMedia;
  /** Keeps what lets one see the recording when the call is over. */
  holdRecording(access: NotificationData<'recordingAccess'>): void;
  /** Leaves a mark on the page's timeline. */
  mark(name: 'parley:join' | 'parley:joined'): void;
}

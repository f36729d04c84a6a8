// What is kept of one's place in a room, so that a reload of the page, and a ban, find it again.
import type { DeviceSource } from './CallState.ts';

/** A place, as this tab left it. */
export interface KeptPlace {
  /** The resume token. */
  readonly token: string;
  readonly displayName: string;
  /** Whether one was waiting to be let in. */
  readonly waits: boolean;
}

/** A place that the tab had just before its page was reloaded. */
export interface InterruptedPlace extends KeptPlace {
  /** Whether one's camera and microphone were on. */
  readonly devices: Readonly<Record<DeviceSource, boolean>>;
}

/** Of one room. */
export interface PlaceMemory {
  /**
   * The token to come in with, if there is one: of the place that this tab had, unless another tab has it now, or of one
   * from which the person was banned.
   */
  token(): string | undefined | Promise<string | undefined>;
  /** One has this place. */
  keep(place: KeptPlace): void;
  /** The page goes away, perhaps to be loaded anew. */
  letGo(): void;
  /** One has no place any more. */
  forget(): void;
  /** One has no place any more, and is not to get another one in this meeting. */
  ban(): void;
}

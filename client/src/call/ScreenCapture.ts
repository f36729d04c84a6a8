import type { LocalScreen, ScreenContent, ScreenSource, ScreenState } from './CallState.ts';
import type { Preferences } from './preferences.ts';
import { screenProblem } from './screenProblem.ts';
import { WatchedValue } from './WatchedValue.ts';

/** Undefined where the browser cannot. */
export type AskForScreen = ((options: DisplayMediaStreamOptions) => Promise<MediaStream>) | undefined;

export interface ScreenCaptureParts {
  readonly ask: AskForScreen;
  readonly preferences: Preferences;
}

/** Frames a second: letters do not move, and each of them is worth more bits then. */
const FRAME_RATES: Readonly<Record<ScreenContent, number>> = { detail: 5, motion: 30 };

/** TypeScript's DOM types do not have these hints yet. https://w3c.github.io/mediacapture-screen-share/ */
interface ScreenOptions extends DisplayMediaStreamOptions {
  systemAudio?: 'include';
  surfaceSwitching?: 'include';
  selfBrowserSurface?: 'exclude';
}

/** One's own shared screen, from the click to its end: by another click, or from the browser's own bar. */
export class ScreenCapture implements LocalScreen {
  readonly #parts: ScreenCaptureParts;
  readonly #state: WatchedValue<ScreenState>;
  /** The browser is asking; whoever stops meanwhile does not want the answer. */
  #asking: object | undefined;

  constructor(parts: ScreenCaptureParts) {
    this.#parts = parts;
    this.#state = new WatchedValue<ScreenState>({
      possible: parts.ask !== undefined,
      wanted: false,
      content: parts.preferences.get('screen') === 'motion' ? 'motion' : 'detail',
      picture: undefined,
      sound: undefined,
      problem: undefined,
    });
  }

  get(): ScreenState {
    return this.#state.get();
  }

  subscribe(listener: () => void): () => void {
    return this.#state.subscribe(listener);
  }

  share(): void {
    if (this.get().wanted) return;
    void this.#ask();
  }

  stop(): void {
    this.#end();
  }

  setContent(content: ScreenContent): void {
    this.#parts.preferences.set('screen', content);
    this.#change({ content });
    this.#suit();
  }

  /** The picture or the sound cannot be sent. */
  fail(source: ScreenSource): void {
    if (source === 'screen') return this.#end({ problem: 'failed' });
    this.get().sound?.stop();
    this.#change({ sound: undefined });
  }

  async #ask(): Promise<void> {
    const { ask } = this.#parts;
    if (!ask) return;
    const asking = (this.#asking = {});
    this.#change({ wanted: true, problem: undefined });
    try {
      const stream = await ask(optionsFor(this.get().content));
      if (this.#asking === asking) this.#hold(stream);
      else for (const track of stream.getTracks()) track.stop();
    } catch (error) {
      if (this.#asking === asking) this.#end({ problem: screenProblem(error) });
    }
  }

  #hold(stream: MediaStream): void {
    const [picture] = stream.getVideoTracks();
    const [sound] = stream.getAudioTracks();
    if (!picture) return this.#end({ problem: 'failed' });
    picture.addEventListener('ended', () => this.get().picture === picture && this.#end());
    sound?.addEventListener('ended', () => this.get().sound === sound && this.#change({ sound: undefined }));
    this.#change({ picture, sound });
    this.#suit();
  }

  /** What is captured already goes on by the new wish; where the browser cannot do that, as it was. */
  #suit(): void {
    const { picture, content } = this.get();
    if (!picture) return;
    picture.contentHint = content;
    void picture.applyConstraints({ frameRate: { max: FRAME_RATES[content] } }).catch(() => undefined);
  }

  #end(outcome: Pick<ScreenState, 'problem'> = { problem: undefined }): void {
    const { picture, sound } = this.get();
    this.#asking = undefined;
    picture?.stop();
    sound?.stop();
    this.#change({ wanted: false, picture: undefined, sound: undefined, ...outcome });
  }

  #change(change: Partial<ScreenState>): void {
    this.#state.set({ ...this.get(), ...change });
  }
}

function optionsFor(content: ScreenContent): ScreenOptions {
  return {
    video: { frameRate: { max: FRAME_RATES[content] }, width: { max: 2560 }, height: { max: 1440 } },
    // As it is: it is no voice in a room.
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    systemAudio: 'include',
    surfaceSwitching: 'include',
    // Of the call itself one sees only a corridor of mirrors.
    selfBrowserSurface: 'exclude',
  };
}

/** Of this browser, where it has one: phones do not. */
export function browserScreens(): AskForScreen {
  const { mediaDevices } = navigator;
  if (!('getDisplayMedia' in mediaDevices)) return undefined;
  return (options) => mediaDevices.getDisplayMedia(options);
}

import type { DeviceSource, LocalMedia, LocalMediaState } from './CallState.ts';
import { capture } from './capture.ts';
import type { Clock } from './Clock.ts';
import type { DeviceAccess } from './DeviceAccess.ts';
import { isIn, listOf, noDevices, readDeviceLists } from './deviceLists.ts';
import { LocalDevice, type LocalDeviceEvents } from './LocalDevice.ts';
import type { WatchLevel } from './microphoneLevel.ts';
import type { Preferences } from './preferences.ts';
import type { Denoise } from './sound/denoise.ts';
import type { SoundProcessing } from './sound/SoundProcessing.ts';
import { VoiceProcessing } from './sound/VoiceProcessing.ts';
import { WatchedValue } from './WatchedValue.ts';

/** Milliseconds after which a device that another program had is asked for again. */
const BUSY_RETRY = 5_000;

export interface LocalDevicesParts {
  readonly access: DeviceAccess;
  readonly preferences: Preferences;
  readonly watchLevel: WatchLevel;
  readonly clock: Clock;
  readonly denoise: Denoise;
}

/** One's own devices. Wishes are taken at once; one loop brings the devices to where the wishes are. */
export class LocalDevices implements LocalMedia {
  readonly #access: DeviceAccess;
  readonly #preferences: Preferences;
  readonly #watchLevel: WatchLevel;
  readonly #clock: Clock;
  readonly #voice: VoiceProcessing;
  readonly #devices: Readonly<Record<DeviceSource, LocalDevice>>;
  readonly #state: WatchedValue<LocalMediaState>;
  #lists = noDevices;
  #speakerId: string | undefined;
  /** While started: how to stop listening to the browser. */
  #stopListening: (() => void) | undefined;
  #settling: Promise<void> | undefined;
  #cancelRetry: (() => void) | undefined;

  constructor({ access, preferences, watchLevel, clock, denoise }: LocalDevicesParts) {
    this.#access = access;
    this.#preferences = preferences;
    this.#watchLevel = watchLevel;
    this.#clock = clock;
    this.#voice = new VoiceProcessing(preferences, denoise);
    const events: LocalDeviceEvents = {
      ended: (device) => void this.#lost(device),
      changed: () => this.#publish(),
    };
    this.#devices = {
      microphone: new LocalDevice('microphone', preferences.get('microphone'), events),
      camera: new LocalDevice('camera', preferences.get('camera'), events),
    };
    this.#speakerId = preferences.get('speaker');
    this.#state = new WatchedValue(this.#compose());
  }

  get(): LocalMediaState {
    return this.#state.get();
  }

  subscribe(listener: () => void): () => void {
    return this.#state.subscribe(listener);
  }

  async start(): Promise<void> {
    if (!this.#stopListening) {
      const stops = [
        this.#access.onDeviceChange(() => void this.#devicesChanged()),
        this.#access.onGranted((source) => this.#granted(source)),
      ];
      this.#stopListening = () => stops.forEach((stop) => stop());
      void this.#refreshLists();
    }
    await this.#settle();
  }

  setCamera(wanted: boolean): void {
    this.#want('camera', wanted);
  }

  setMicrophone(wanted: boolean): void {
    this.#want('microphone', wanted);
  }

  retry(source: DeviceSource): void {
    // What gives nothing is fetched anew.
    if (this.#devices[source].problem === 'interrupted') this.#devices[source].release();
    this.#want(source, true);
  }

  chooseCamera(id: string): void {
    this.#choose('camera', id);
  }

  chooseMicrophone(id: string): void {
    this.#choose('microphone', id);
  }

  chooseSpeaker(id: string): void {
    this.#preferences.set('speaker', id);
    this.#speakerId = id;
    this.#publish();
  }

  processSound(change: Partial<SoundProcessing>): void {
    this.#voice.change(change);
    // Browsers do not change the processing of a track that runs: it is the same microphone, fetched anew.
    this.#change(this.#devices.microphone);
  }

  watchLevel(listener: (level: number) => void): () => void {
    return this.#watchLevel(() => this.get().microphone.track, listener);
  }

  stop(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#cancelRetry?.();
    for (const device of Object.values(this.#devices)) device.release();
    this.#publish();
  }

  /** The track could not be sent: the device is of no use to the call now. */
  fail(source: DeviceSource): void {
    const device = this.#devices[source];
    device.release();
    device.problem = 'failed';
    this.#publish();
  }

  get #started(): boolean {
    return this.#stopListening !== undefined;
  }

  #want(source: DeviceSource, wanted: boolean): void {
    this.#devices[source].want(wanted);
    this.#publish();
    void this.#settle();
  }

  #choose(source: DeviceSource, id: string): void {
    this.#preferences.set(source, id);
    const device = this.#devices[source];
    device.wishedId = id;
    device.problem = undefined;
    this.#change(device, device.lastId !== id);
  }

  #change(device: LocalDevice, isOther = true): void {
    device.switching = device.held !== undefined && isOther;
    // A muted microphone is changed when it is needed.
    if (!device.wanted) device.release();
    this.#publish();
    void this.#settle();
  }

  get #needed(): LocalDevice[] {
    return this.#started ? Object.values(this.#devices).filter((device) => device.needed) : [];
  }

  async #settle(): Promise<void> {
    if (this.#needed.length > 0) this.#settling ??= this.#acquireAll();
    await this.#settling;
  }

  async #acquireAll(): Promise<void> {
    for (let needed = this.#needed; needed.length > 0; needed = this.#needed) {
      const wanted = new Map(needed.map((device) => [device.source, device.preferredId]));
      for (const device of needed) device.pending = true;
      this.#publish();
      const sound = this.#voice.possible;
      const results = await capture(this.#access, wanted, sound);
      const denoised = await this.#voice.denoised(results.get('microphone')?.track, sound);
      for (const device of needed) {
        device.pending = false;
        device.retrying = false;
        const { track, problem } = results.get(device.source)!;
        const isVoice = device.source === 'microphone';
        const isOver = !this.#started || !device.wanted;
        const isUndone = isVoice && device.held && track && this.#voice.isUndone(track, sound);
        if (track && (isOver || isUndone)) {
          track.stop();
          if (isVoice) denoised?.close();
          // Chromium gives whoever has the microphone already the sound that they have: again without it.
          if (isUndone) device.release();
        } else if (track) {
          const isStale = isVoice && this.#voice.isOther(sound);
          device.switching = isStale || device.preferredId !== wanted.get(device.source);
          device.hold(track, isVoice ? denoised : undefined);
        } else if (device.held) {
          // Some systems cannot run two of a kind at a time: try again without the old one.
          device.release();
          device.switching = false;
        } else if (device.wanted) {
          device.problem = problem;
        }
      }
      this.#publish();
      // The names of the devices are known from now on.
      await this.#refreshLists();
    }
    // In the same turn as the last look at the wishes, so that none is missed.
    this.#settling = undefined;
    this.#retryBusy();
  }

  get #busy(): LocalDevice[] {
    return Object.values(this.#devices).filter(({ wanted, problem }) => wanted && problem === 'busy');
  }

  /** Nothing tells when another program lets go of a device. */
  #retryBusy(): void {
    this.#cancelRetry?.();
    if (!this.#started || this.#busy.length === 0) return;
    this.#cancelRetry = this.#clock.after(BUSY_RETRY, () => void this.#askForBusy());
  }

  async #askForBusy(): Promise<void> {
    for (const device of this.#busy) {
      // Where the browser would ask the person again, they have the button.
      const permission = await this.#access.permission(device.source);
      device.retrying = permission === 'granted' && device.problem === 'busy';
    }
    await this.#settle();
  }

  async #lost(device: LocalDevice): Promise<void> {
    if (!device.wanted) return;
    // It is to come back, also where nobody had chosen it.
    device.wishedId ??= device.lastId;
    device.problem = 'unplugged';
    this.#publish();
    const permission = await this.#access.permission(device.source);
    if (permission === 'denied' && device.problem === 'unplugged') device.problem = 'refused';
    await this.#devicesChanged();
  }

  async #devicesChanged(): Promise<void> {
    if (!this.#started) return;
    const before = this.#lists;
    await this.#refreshLists();
    if (!this.#started) return;
    for (const device of Object.values(this.#devices)) {
      const choices = listOf(this.#lists, device.source);
      const present = (id: string | undefined) => isIn(choices, id);
      const wasPresent = isIn(listOf(before, device.source), device.wishedId);
      if (device.problem === 'missing' && choices.length > 0) device.problem = undefined;
      // Another microphone is as good; another camera might show what nobody wants to show.
      const substitute = device.source === 'microphone' ? choices.length > 0 : present(device.lastId);
      if (device.problem === 'unplugged' && substitute) device.problem = undefined;
      if (device.held && !wasPresent && present(device.wishedId) && device.lastId !== device.wishedId) {
        device.switching = true;
      }
    }
    this.#publish();
    await this.#settle();
  }

  #granted(source: DeviceSource): void {
    const device = this.#devices[source];
    if (device.problem !== 'refused' || !device.wanted) return;
    this.#want(source, true);
  }

  async #refreshLists(): Promise<void> {
    this.#lists = await readDeviceLists(this.#access);
    for (const device of Object.values(this.#devices)) {
      device.wishedIsThere = isIn(listOf(this.#lists, device.source), device.wishedId);
    }
    this.#publish();
  }

  #publish(): void {
    this.#state.set(this.#compose());
  }

  #compose(): LocalMediaState {
    const { camera, microphone } = this.#devices;
    return {
      ...this.#lists,
      camera: camera.state,
      microphone: microphone.state,
      cameraId: camera.shownId,
      microphoneId: microphone.shownId,
      sound: {
        wished: this.#voice.wished,
        actual: microphone.held && this.#voice.actual(microphone.held, microphone.isDenoised),
      },
      speakerId: isIn(this.#lists.speakers, this.#speakerId) ? this.#speakerId : undefined,
    };
  }
}

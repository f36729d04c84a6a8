// A call without a server or devices, for looking at the screens.
import type {
  Call,
  CallPhase,
  CallState,
  DeviceProblem,
  DeviceSource,
  Hosting,
  LocalMedia,
  LocalMediaState,
  Participant,
} from '../call/CallState.ts';
import { createPreferences } from '../call/preferences.ts';
import { browserScreens, ScreenCapture } from '../call/ScreenCapture.ts';
import { VoiceLevels } from '../call/VoiceLevels.ts';
import type { SoundProcessing } from '../call/sound/SoundProcessing.ts';
import type { RoomChat } from '../call/chat/RoomChat.ts';
import type { RoomReactions } from '../call/reactions/RoomReactions.ts';
import { WatchedValue } from '../call/WatchedValue.ts';
import { fakeConversation } from './fakeConversation.ts';

const working = { track: undefined, pending: false, problem: undefined, standsIn: false };
import type { Trouble } from '../call/statistics/trouble.ts';
import { fakeStatistics } from './fakeStatistics.ts';

class FakeMedia extends WatchedValue<LocalMediaState> implements LocalMedia {
  readonly #camera: MediaStreamTrack;

  constructor(camera: MediaStreamTrack, problems: Partial<Record<DeviceSource, DeviceProblem>>) {
    const device = (problem: DeviceProblem | undefined, track: MediaStreamTrack | undefined) => ({
      wanted: true,
      track: problem ? undefined : track,
      pending: false,
      problem,
      standsIn: false,
    });
    super({
      camera: device(problems.camera, camera),
      microphone: device(problems.microphone, undefined),
      cameras: [
        { id: 'c1', label: 'Integrated camera' },
        { id: 'c2', label: 'Studio camera 4K (04f2:b71a)' },
      ],
      microphones: [
        { id: 'm1', label: 'Default – Integrated microphone' },
        { id: 'm2', label: 'Wireless headset with a rather long name, hands-free' },
      ],
      speakers: [{ id: 's1', label: 'Integrated speakers' }],
      cameraId: 'c1',
      microphoneId: 'm1',
      sound: {
        wished: { echoCancellation: true, automaticGain: true, noise: 'browser' },
        actual: undefined,
      },
      speakerId: undefined,
    });
    this.#camera = camera;
  }

  async start(): Promise<void> {}

  setCamera(wanted: boolean): void {
    this.set({
      ...this.get(),
      camera: { ...working, wanted, track: wanted ? this.#camera : undefined },
    });
  }

  setMicrophone(wanted: boolean): void {
    this.set({ ...this.get(), microphone: { ...working, wanted } });
  }

  retry(source: DeviceSource): void {
    if (source === 'camera') this.setCamera(true);
    else this.setMicrophone(true);
  }

  chooseCamera(cameraId: string): void {
    this.set({ ...this.get(), cameraId });
  }

  chooseMicrophone(microphoneId: string): void {
    this.set({ ...this.get(), microphoneId });
  }

  chooseSpeaker(speakerId: string): void {
    this.set({ ...this.get(), speakerId });
  }

  processSound(change: Partial<SoundProcessing>): void {
    const { wished } = this.get().sound;
    this.set({ ...this.get(), sound: { wished: { ...wished, ...change }, actual: undefined } });
  }

  watchLevel(listener: (level: number) => void): () => void {
    const level = () => {
      const { wanted, problem } = this.get().microphone;
      return wanted && !problem ? 0.45 + 0.25 * Math.sin(performance.now() / 300) : 0;
    };
    const timer = setInterval(() => listener(level()), 50);
    return () => clearInterval(timer);
  }

  stop(): void {}
}

interface FakeCallOptions {
  readonly state: CallState;
  readonly camera: MediaStreamTrack;
  /** Each time that the server would say who speaks, it is another half of them; and the call is measured. */
  readonly talking: boolean;
  readonly problems: Partial<Record<DeviceSource, DeviceProblem>>;
  /** Ids of those whose connection is weak. */
  readonly weak: ReadonlySet<string>;
  readonly trouble: Trouble | undefined;
  /** How much has been written. */
  readonly messages: number;
}

export class FakeCall extends WatchedValue<CallState> implements Call {
  readonly media: FakeMedia;
  readonly screen = new ScreenCapture({
    ask: browserScreens(),
    preferences: createPreferences(() => localStorage),
  });
  readonly levels = new VoiceLevels();

  readonly #conversation: ReturnType<typeof fakeConversation>;
  readonly statistics = {
    history: new WatchedValue(fakeStatistics(Date.now())),
    trouble: new WatchedValue<Trouble | undefined>(undefined),
    weakTracks: new WatchedValue<ReadonlySet<string>>(new Set()),
  };
  readonly hosting: Hosting = {
    setRole: () => undefined,
    setRules: ({ passcode, ...change }) => {
      const { rules } = this.get();
      const has = passcode === undefined ? {} : { passcode: passcode !== null };
      if (rules) this.set({ ...this.get(), rules: { ...rules, ...change, ...has } });
    },
    mute: () => undefined,
    muteAll: () => undefined,
    pinForAll: (pin) => this.set({ ...this.get(), pin }),
    record: (wish) => {
      const startedAt = this.get().recording?.startedAt ?? Date.now();
      const recording = wish === 'off' ? undefined : { startedAt, paused: wish === 'paused' };
      this.set({ ...this.get(), recording });
    },
    admit: (ids) => {
      this.set({ ...this.get(), waiting: this.get().waiting.filter(({ id }) => !ids.includes(id)) });
    },
    deny: (denied) => {
      this.set({ ...this.get(), waiting: this.get().waiting.filter(({ id }) => id !== denied) });
    },
    remove: () => undefined,
    ban: () => undefined,
    endForAll: () => this.#enter({ name: 'ended', reason: 'ended' }),
  };

  constructor({ state, camera, problems, messages, talking, weak, trouble }: FakeCallOptions) {
    super(state);
    const others = state.participants.filter(({ isSelf }) => !isSelf);
    this.#conversation = fakeConversation(messages, others);
    this.media = new FakeMedia(camera, problems);
    this.media.subscribe(() => this.#mirror());
    this.levels.take(new Map([['peer-1', -40]]), undefined);
    this.statistics.trouble.set(trouble);
    const isWeak = ({ id }: Participant) => weak.has(id);
    const tracks = state.participants.filter(isWeak).flatMap(({ camera: sent }) => sent?.track?.id ?? []);
    this.statistics.weakTracks.set(new Set(tracks));
    if (!talking) return;
    setInterval(() => this.#talk(), 300);
    setInterval(() => this.#measure(), 2_000);
  }

  get chat(): RoomChat {
    return this.#conversation.chat;
  }

  get reactions(): RoomReactions {
    return this.#conversation.reactions;
  }

  goOn(): void {}

  prepare(): void {}

  join(): void {
    this.#enter({ name: 'joined' });
  }

  show(): void {}

  setHand(raised: boolean): void {
    const others = this.get().participants.filter(({ isSelf, hand }) => !isSelf && hand !== undefined);
    const participants = this.get().participants.map((participant) =>
      participant.isSelf ? { ...participant, hand: raised ? others.length + 1 : undefined } : participant,
    );
    this.set({ ...this.get(), participants });
  }

  lowerHandOf(participantId: string): void {
    const participants = this.get().participants.map((participant) =>
      participant.id === participantId ? { ...participant, hand: undefined } : participant,
    );
    this.set({ ...this.get(), participants });
  }

  leave(): void {
    this.#enter({ name: 'ended', reason: 'left' });
  }

  /** Somebody writes, and shows something. */
  converse(): void {
    const { participants } = this.get();
    const other = participants.find(({ isSelf }) => !isSelf);
    // Where there are many, on another page.
    const last = participants.at(-1);
    this.chat.added(this.#conversation.wrote('Hello, how are you?'));
    if (!other || !last) return;
    const shown = ['👍', '❤️', '🎉'] as const;
    const reactions = shown.map((reaction) => ({ peerId: other.id, reaction }));
    this.reactions.told({ reactions: [...reactions, { peerId: last.id, reaction: '👏' }] }, 'me');
  }

  /** Somebody comes or goes: what the gallery's page shows as news. */
  removeLast(): void {
    this.set({ ...this.get(), participants: this.get().participants.slice(0, -1) });
  }

  #talk(): void {
    const speaking = this.get().participants.filter(() => Math.random() < 0.5);
    this.levels.take(new Map(speaking.map(({ id }) => [id, -60 + Math.random() * 40])), undefined);
  }

  #measure(): void {
    const { history } = this.statistics;
    const [oldest, ...kept] = history.get();
    if (oldest) history.set([...kept, { ...oldest, at: Date.now() }]);
  }

  #enter(phase: CallPhase): void {
    this.set({ ...this.get(), phase });
  }

  /** One's own tile follows one's own devices. */
  #mirror(): void {
    const { camera, microphone } = this.media.get();
    const participants = this.get().participants.map((participant) =>
      participant.isSelf
        ? {
            ...participant,
            camera: {
              id: 'camera',
              source: 'camera' as const,
              muted: !camera.track,
              withheld: false,
              track: camera.track,
            },
            microphone: {
              id: 'microphone',
              source: 'microphone' as const,
              muted: !microphone.wanted,
              withheld: false,
              track: undefined,
            },
          }
        : participant,
    );
    this.set({ ...this.get(), participants });
  }
}

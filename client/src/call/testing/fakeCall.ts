// A call over a fake line, with the real media session over mediasoup-client's fake WebRTC.
import type {
  Consumer,
  Media,
  NotificationData,
  RtpCapabilities,
  RtpParameters,
  Snapshot,
  Transport,
} from '@parley/protocol';
import { permissions, PROTOCOL_VERSION } from '@parley/protocol/constants';
import { Device, FakeHandler, testFakeParameters, type types } from 'mediasoup-client';
import type { LocalMedia, LocalMediaState } from '../CallState.ts';
import { CallMedia } from '../CallMedia.ts';
import { CallSession } from '../CallSession.ts';
import { MediaSession } from '../MediaSession.ts';
import type { InterruptedPlace } from '../PlaceMemory.ts';
import { createPreferences } from '../preferences.ts';
import { ScreenCapture } from '../ScreenCapture.ts';
import { WatchedValue } from '../WatchedValue.ts';
import { FakeClock } from './FakeClock.ts';
import { FakeDirectPath } from './FakeDirectPath.ts';
import { fakeLines } from './FakeLine.ts';

import { FakePlace } from './FakePlace.ts';
import { fakeTrack } from './FakeTrack.ts';

const off = { wanted: false, track: undefined, pending: false, problem: undefined, standsIn: false };

/** Devices that do what a test says. */
class FakeLocalMedia extends WatchedValue<LocalMediaState> implements LocalMedia {
  readonly failures: string[] = [];
  stopped = false;

  constructor() {
    super({
      camera: off,
      microphone: off,
      cameras: [],
      microphones: [],
      speakers: [],
      cameraId: undefined,
      microphoneId: undefined,
      sound: {
        wished: { echoCancellation: true, automaticGain: true, noise: 'browser' },
        actual: undefined,
      },
      speakerId: undefined,
    });
  }

  async start(): Promise<void> {}
  setCamera(wanted: boolean): void {
    if (!wanted) this.get().camera.track?.stop();
    this.set({ ...this.get(), camera: { ...off, wanted, track: wanted ? fakeTrack('video') : undefined } });
  }
  setMicrophone(wanted: boolean): void {
    const track = wanted ? fakeTrack('audio') : undefined;
    this.set({ ...this.get(), microphone: { ...off, wanted, track } });
  }
  retry(): void {}
  chooseCamera(): void {}
  chooseMicrophone(): void {}
  chooseSpeaker(): void {}
  processSound(): void {}
  watchLevel(): () => void {
    return () => undefined;
  }
  stop(): void {
    this.stopped = true;
  }
  fail(source: string): void {
    this.failures.push(source);
  }
}

/** @param options.createDevice Of mediasoup-client, where it is not the one that works. */
export function fakeCall({
  place = new FakePlace(),
  interrupted,
  createDevice,
  token,
}: {
  place?: FakePlace;
  interrupted?: InterruptedPlace;
  createDevice?: () => Promise<Device>;
  token?: string;
} = {}) {
  const clock = new FakeClock();
  const { open, lines, line } = fakeLines();
  const media = new FakeLocalMedia();
  /** What is chosen when the browser asks for a screen. */
  const shared = { picture: fakeTrack('video'), sound: fakeTrack('audio') };
  const screen = new ScreenCapture({
    ask: async () =>
      ({
        getVideoTracks: () => [shared.picture],
        getAudioTracks: () => [shared.sound],
      }) as unknown as MediaStream,
    preferences: createPreferences(() => ({ getItem: () => null, setItem: () => undefined })),
  });
  /** The tracks that are listened to, with what is to be called when a voice begins. */
  const listened = new Map<MediaStreamTrack, () => void>();
  const marks: string[] = [];
  const held: NotificationData<'recordingAccess'>[] = [];
  const page = { wake: () => {}, go: () => {}, changeNetwork: () => {} };
  const paths: FakeDirectPath[] = [];
  const { handlerFactory, iceServers, senders } = fakeHandlers();
  const call = new CallSession({
    room: 'room',
    token: () => token,
    place,
    interrupted,
    settings: { videoCodec: 'av1' },
    media,
    screen,
    clock,
    random: () => 1,
    openCarrier: open,
    watchOnsets: (track, begun) => {
      listened.set(track, begun);
      return () => listened.delete(track);
    },
    mark: (name) => marks.push(name),
    holdRecording: (access) => held.push(access),
    page: {
      onWake: (listener) => ((page.wake = listener), () => undefined),
      onNetworkChange: (listener) => ((page.changeNetwork = listener), () => undefined),
      onGone: (listener) => ((page.go = listener), () => undefined),
    },
    createCallMedia: (signals) =>
      new CallMedia({
        signals,
        clock,
        connect: (direct, _iceServers, events) => {
          const path = new FakeDirectPath(direct, events);
          paths.push(path);
          return path;
        },
        server: new MediaSession({
          signals,
          clock,
          createDevice: createDevice ?? (() => Promise.resolve(new Device({ handlerFactory }))),
          createCertificate: () =>
            Promise.resolve({
              certificate: {} as RTCCertificate,
              fingerprints: [{ algorithm: 'sha-256', value: 'AB' }],
            }),
        }),
      }),
  });
  const welcome = () =>
    line().notify('welcome', {
      protocolVersion: PROTOCOL_VERSION,
      routerRtpCapabilities: testFakeParameters.generateRouterRtpCapabilities() as RtpCapabilities,
    });
  /** From nothing to the room. */
  const enter = async (answer = snapshot()) => {
    call.join('Ann');
    await welcome();
    await line().answer(line().last('join').id, answer);
  };
  return {
    call,
    place,
    media,
    shared,
    clock,
    lines,
    line,
    marks,
    held,
    page,
    paths,
    welcome,
    enter,
    iceServers,
    senders,
    listened,
  };
}

/**
 * mediasoup-client's fake WebRTC; the ICE servers that each transport has, in the order in which they were made; and
 * what all senders do.
 */
function fakeHandlers() {
  const fake = FakeHandler.createFactory(testFakeParameters);
  const iceServers: (RTCIceServer[] | undefined)[] = [];
  const senders: Pick<RTCRtpSender, 'setParameters'> & {
    /** The last one is as it was at first. */
    renegotiate: () => void;
  } = { setParameters: () => Promise.resolve(), renegotiate: () => undefined };
  const handlerFactory: types.HandlerFactory = {
    ...fake,
    factory: (options) => {
      const handler = fake.factory(options);
      const index = iceServers.push(options.iceServers) - 1;
      const send = handler.send.bind(handler);
      handler.send = async (sent) => {
        const before = sent.encodings ?? [];
        let encodings = before;
        senders.renegotiate = () => (encodings = before);
        const getParameters = () => ({ encodings });
        const setParameters = async (parameters: RTCRtpSendParameters) => {
          await senders.setParameters(parameters);
          ({ encodings } = parameters);
        };
        return { ...(await send(sent)), rtpSender: { getParameters, setParameters } as RTCRtpSender };
      };
      handler.updateIceServers = async (updated) => void (iceServers[index] = updated);
      return handler;
    },
  };
  return { handlerFactory, iceServers, senders };
}

let nextId = 0;
const id = (name: string) => `${name}-${(nextId += 1)}`;

function transport(): Transport {
  return { ...testFakeParameters.generateTransportRemoteParameters(), id: id('transport') } as Transport;
}

export function mediaOf(overrides: Partial<Media> = {}): Media {
  return {
    id: id('media'),
    sendTransport: transport(),
    receiveTransport: transport(),
    consumers: [],
    demands: [],
    withheld: [],
    ...overrides,
  };
}

export function roomWith(overrides: Partial<Snapshot['room']> = {}): Snapshot['room'] {
  return {
    name: 'room',
    voices: 8,
    videoCodec: 'vp8',
    rules: { locked: false, waitingRoom: false, passcode: false, allowed: [...permissions] },
    recordable: true,
    ...overrides,
  };
}

export function snapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  return {
    room: roomWith(),
    resumed: false,
    self: { id: 'ann', displayName: 'Ann', role: 'host', tracks: [] },
    mutedByHost: [],
    waiting: [],
    peers: [],
    chat: { historyId: 'history', page: { messages: [], hasEarlier: false } },
    hands: [],
    media: mediaOf(),
    iceServers: { sfu: [], direct: [] },
    resumeToken: 'token',
    ...overrides,
  };
}

export function consumer(overrides: Partial<Consumer> = {}): Consumer {
  const { rtpParameters } = testFakeParameters.generateConsumerRemoteParameters({
    codecMimeType: 'video/VP8',
  });
  return {
    id: id('consumer'),
    peerId: 'ben',
    trackId: 'camera',
    kind: 'video',
    rtpParameters: rtpParameters as RtpParameters,
    paused: true,
    ...overrides,
  };
}

import type { RoomSettings } from '@parley/protocol';
import type { Device } from 'mediasoup-client';
import { normalizeRoomName } from '@parley/protocol/constants';
import { joinToken } from '../routing/joinToken.ts';
import { holdRecording } from '../recordings/heldRecordings.ts';
import { withFallback } from '../carriers/fallback.ts';
import { socketIoCarrier } from '../carriers/socketIo.ts';
import { webSocketCarrier, webSocketUrl } from '../carriers/webSocket.ts';
import { BrowserPlace } from './BrowserPlace.ts';
import type { Call } from './CallState.ts';
import { CallMedia } from './CallMedia.ts';
import { CallSession } from './CallSession.ts';
import { createCertificate } from './certificate.ts';
import { systemClock } from './Clock.ts';
import { browserDevices } from './DeviceAccess.ts';
import { DirectConnection } from './direct/DirectConnection.ts';
import { LocalDevices } from './LocalDevices.ts';
import { MediaSession } from './MediaSession.ts';
import { watchMicrophoneLevel } from './microphoneLevel.ts';
import { MissingCode } from './MissingCode.ts';
import { browserPage } from './PageEvents.ts';
import { createPreferences } from './preferences.ts';
import { browserScreens, ScreenCapture } from './ScreenCapture.ts';
import { denoise } from './sound/denoise.ts';
import { watchOnsets } from './voice/watchOnsets.ts';

/** Brings the code that speaks with the server's media ahead of the call. */
export async function preloadMedia(): Promise<void> {
  await import('./browserDevice.ts');
}

async function createDevice(): Promise<Device> {
  const { browserDevice } = await import('./browserDevice.ts').catch((error: unknown) => {
    throw new MissingCode(error);
  });
  return browserDevice();
}

/** A call in the browser: the one place that knows the concrete parts. */
export function createCall({ room, settings }: { room: string; settings: RoomSettings }): Call {
  const preferences = createPreferences(() => localStorage);
  const media = new LocalDevices({
    access: browserDevices(),
    preferences,
    watchLevel: watchMicrophoneLevel,
    clock: systemClock,
    denoise,
  });
  const name = normalizeRoomName(room);
  const place = new BrowserPlace(name, () => {
    const { camera, microphone } = media.get();
    return { camera: camera.wanted, microphone: microphone.wanted };
  });
  // Before the address is written in another way.
  joinToken(name);
  return new CallSession({
    room: name,
    token: () => joinToken(name),
    place,
    interrupted: place.interrupted,
    settings,
    media,
    screen: new ScreenCapture({ ask: browserScreens(), preferences }),
    clock: systemClock,
    page: browserPage,
    random: Math.random,
    openCarrier: withFallback(webSocketCarrier(webSocketUrl(location)), socketIoCarrier(location.origin)),
    createCallMedia: (signals) =>
      new CallMedia({
        signals,
        clock: systemClock,
        server: new MediaSession({
          signals,
          clock: systemClock,
          createDevice,
          createCertificate,
        }),
        connect: (direct, iceServers, events) =>
          new DirectConnection({ direct, iceServers, events, signals, clock: systemClock }),
      }),
    watchOnsets,
    holdRecording,
    mark: (mark) => void performance.mark(mark),
  });
}

import { socketIoCarrier } from '../../carriers/socketIo.ts';
import { webSocketCarrier, webSocketUrl } from '../../carriers/webSocket.ts';
import { browserDevice } from '../browserDevice.ts';
import { createCertificate } from '../certificate.ts';
import { systemClock } from '../Clock.ts';
import { browserDevices } from '../DeviceAccess.ts';
import { NetworkCheck, type WayTrier } from './NetworkCheck.ts';
import { soundForNobody } from './soundForNobody.ts';
import { tryWay } from './tryWay.ts';
import type { Visit } from './Visit.ts';

/** A check in the browser: the one place that knows the concrete parts. */
export function createCheck(): NetworkCheck {
  return new NetworkCheck({
    // Over plain HTTP there are no devices; to ask for them says so.
    access: { getUserMedia: async (constraints) => browserDevices().getUserMedia(constraints) },
    openCarrier: {
      webSocket: webSocketCarrier(webSocketUrl(location)),
      fallback: socketIoCarrier(location.origin),
    },
    createTrier,
    clock: systemClock,
  });
}

async function createTrier({ client, welcome }: Visit): Promise<WayTrier> {
  const device = browserDevice();
  const [own] = await Promise.all([
    createCertificate(),
    device.load({ routerRtpCapabilities: welcome.routerRtpCapabilities as never }),
  ]);
  const sound = soundForNobody();
  return {
    try: (way) => tryWay(way, { client, device, own, sound: sound.track, clock: systemClock }),
    close: () => sound.close(),
  };
}

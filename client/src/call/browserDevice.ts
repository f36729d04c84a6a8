import { detectDevice, Device, type types } from 'mediasoup-client';
import { Chrome111 } from 'mediasoup-client/handlers/Chrome111';
import { Firefox120 } from 'mediasoup-client/handlers/Firefox120';
import { Safari12 } from 'mediasoup-client/handlers/Safari12';
import { withSharedExtensions } from './sharedExtensions.ts';

const factories: Partial<Record<types.BuiltinHandlerName, () => types.HandlerFactory>> = {
  Chrome111: () => Chrome111.createFactory({}),
  Firefox120: () => Firefox120.createFactory({}),
  Safari12: () => Safari12.createFactory({}),
};

/**
 * mediasoup-client's device for this browser, whose transports take new ICE servers wherever the browser does, and
 * whose tracks may be sent in any order.
 */
export function browserDevice(): Device {
  const name = detectDevice();
  const handlers = name && factories[name]?.();
  if (!handlers) return new Device();
  return new Device({ handlerFactory: withConnection(handlers, { renews: name === 'Firefox120' }) });
}

/** @param renews Whether mediasoup-client refuses new ICE servers for this browser, which has long had setConfiguration(). */
function withConnection(
  handlers: types.HandlerFactory,
  { renews }: { renews: boolean },
): types.HandlerFactory {
  return {
    ...handlers,
    factory: (options) => {
      let connection: RTCPeerConnection | undefined;
      const handler = handlers.factory({
        ...options,
        getSendExtendedRtpCapabilities: (native) =>
          options.getSendExtendedRtpCapabilities(
            withSharedExtensions(native, connection?.localDescription?.sdp),
          ),
      });
      const made = (handler as unknown as { _pc: RTCPeerConnection })._pc;
      connection = made;
      if (renews && 'setConfiguration' in made) {
        handler.updateIceServers = async (iceServers) => {
          made.setConfiguration({ ...made.getConfiguration(), iceServers });
        };
      }
      return handler;
    },
  };
}

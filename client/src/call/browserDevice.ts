import { detectDevice, Device, type types } from 'mediasoup-client';
import { Firefox120 } from 'mediasoup-client/handlers/Firefox120';

/** mediasoup-client's device for this browser, whose transports take new ICE servers wherever the browser does. */
export function browserDevice(): Device {
  if (detectDevice() !== 'Firefox120') return new Device();
  return new Device({ handlerFactory: renewable(Firefox120.createFactory({})) });
}

/** mediasoup-client 3 refuses them for Firefox, whose connections have long had setConfiguration(). */
function renewable(handlers: types.HandlerFactory): types.HandlerFactory {
  return {
    ...handlers,
    factory: (options) => {
      const handler = handlers.factory(options);
      const { _pc: connection } = handler as unknown as { _pc: RTCPeerConnection };
      if ('setConfiguration' in connection) {
        handler.updateIceServers = async (iceServers) => {
          connection.setConfiguration({ ...connection.getConfiguration(), iceServers });
        };
      }
      return handler;
    },
  };
}

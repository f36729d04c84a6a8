/** Lets a page use relayed candidates only, as where everything else is blocked. Runs in it before its own scripts. */
export function relayOnly(): void {
  const Before = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Before {
    constructor(configuration?: RTCConfiguration) {
      super({ ...configuration, iceTransportPolicy: 'relay' });
    }
  };
}

// The page that checks the connection. It has a catalogue of its own, which comes with it.

export const check = {
  title: 'Check your connection',
  text: 'Everything that a call needs is tried here: your camera and microphone, the server, and each way to it. It takes about fifteen seconds, and nobody sees or hears you.',
  start: 'Start the check',
  again: 'Check again',
  running: 'Checking…',
  home: 'Home',
  parts: { devices: 'Camera and microphone', server: 'Server', ways: 'Ways for sound and picture' },
  verdicts: {
    good: { title: 'Calls work here', text: 'Sound and picture take the short way, over UDP.' },
    lossy: {
      title: 'Calls work, but the line is bad',
      text: 'Part of what you send is lost on its way. Go nearer to the Wi-Fi, or use a cable.',
    },
    tcp: {
      title: 'Calls work, with more delay',
      text: 'Your network blocks UDP: calls go over TCP. Whoever runs the network can let UDP out.',
    },
    relay: {
      title: 'Calls work, by a detour',
      text: 'Your network lets little out but web pages: calls go by a relay, with more delay. Whoever runs the network can let UDP out.',
    },
    noMedia: {
      title: 'Calls do not work on this network',
      text: 'The server answers, but sound and picture do not get to it. Try another network, such as your phone’s, or send the report to whoever runs the service.',
    },
    noServer: {
      title: 'The server does not answer',
      text: 'Look whether other pages load. If they do, the service is down, or your network blocks it: send the report to whoever runs the service.',
    },
  },
  names: {
    camera: 'Camera',
    microphone: 'Microphone',
    speaker: 'Speaker',
    webSocket: 'WebSocket',
    fallback: 'Socket.IO',
    udp: 'Directly, over UDP',
    tcp: 'Directly, over TCP',
    relayUdp: 'By the relay, over UDP',
    relayTcp: 'By the relay, over TCP',
    relayTls: 'By the relay, over TLS',
  },
  states: {
    waiting: 'Not checked yet',
    running: 'Being checked',
    works: 'Works',
    failed: 'Does not work',
    blocked: 'Blocked',
    absent: 'Not offered',
    unknown: 'Cannot be told',
  },
  meanings: {
    camera: 'This is how you look.',
    microphone: 'Say something: the bar moves.',
    speaker: 'Play the notes, and listen.',
    webSocket: {
      works: 'What people do in a call comes at once.',
      blocked: 'Something on the way breaks WebSockets, so Socket.IO takes their place.',
    },
    fallback: {
      works: 'It would do where WebSockets are broken.',
      blocked: 'It would be needed only where WebSockets are broken.',
    },
    udp: {
      works: 'The best way. Calls take it.',
      blocked: 'Your network blocks UDP, or the server’s does.',
    },
    tcp: {
      works: 'Calls take it where UDP is blocked, with more delay.',
      blocked: 'Your network lets nothing but web pages out, or the server’s firewall lets it not in.',
    },
    relayUdp: {
      works: 'A way around where the direct one is closed.',
      blocked: 'The relay is not reached over UDP.',
    },
    relayTcp: {
      works: 'Calls can take it where UDP is blocked.',
      blocked: 'The relay is not reached over TCP.',
    },
    relayTls: {
      works: 'It looks like a web page: calls take it where all else is blocked.',
      blocked: 'The relay is not reached over TLS.',
    },
    absent: 'The service does not have it.',
    unknown: 'Without an answer of the server it cannot be tried.',
  },
  measured: {
    roundTrip: (time: string) => `${time} there and back`,
    loss: (share: string) => `${share} lost`,
  },
  report: {
    title: 'Report',
    text: 'For whoever helps you. Neither your address nor your name nor any room is in it.',
    copy: 'Copy the report',
    copied: 'Report copied',
    notCopied: 'It could not be copied. Select the text below and copy it.',
    heading: (service: string) => `${service}: check of the connection`,
    browser: 'Browser',
    server: 'Page',
  },
};

export type CheckMessages = typeof check;

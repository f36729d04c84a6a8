// How the call goes, in figures.
import type { Trouble } from '../../call/statistics/trouble.ts';
import { figures } from '../figures.ts';

const { bitrate, percent, milliseconds } = figures('en');

export const statistics = {
  title: 'Connection',
  open: 'Show how the connection is',
  good: 'Your connection is good.',
  troubles: {
    upload_lossy:
      'Much of what you send gets lost: others hear and see you badly. Move closer to the router, or use a cable.',
    download_lossy:
      'Much of what others send gets lost on the way to you. Move closer to the router, or use a cable.',
    busy: 'Your device is busy: others see you in low resolution. Close other programs.',
    upload_slow:
      'Your upload is slow: others see you in low resolution. Stop other uploads, or turn your camera off.',
    far: 'Your connection answers late: let others finish before you speak.',
  } satisfies Record<Trouble, string>,
  wait: 'The figures come in a few seconds.',
  alone: 'There are figures once somebody else is here.',
  unknown: 'Unknown',
  upload: 'Upload',
  download: 'Download',
  roundTrip: 'Round trip',
  loss: 'Packets lost',
  path: 'Path',
  way: 'Way',
  protocol: 'Protocol',
  available: 'Possible upload',
  sent: 'You send',
  received: 'You receive',
  nothingSent: 'Nothing: nobody watches you, and your microphone is off.',
  nothingReceived: 'Nothing just now.',
  microphone: 'Microphone',
  camera: 'Camera',
  picture: 'Picture',
  sound: 'Sound',
  screen: 'Shared screen',
  screenSound: 'Sound of the screen',
  bitrate,
  percent,
  milliseconds,
  size: (width: number, height: number) => `${width} × ${height}`,
  frames: (count: number) => `${count} frames/s`,
  sizes: (count: number) => `${count} sizes`,
  lost: (part: number) => `${percent(part)} lost`,
  jitter: (time: number) => `${milliseconds(time)} jitter`,
  limitedBy: { bandwidth: 'limited by the connection', cpu: 'limited by the device' },
};

import { chromium, firefox, type Browser } from '@playwright/test';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
  '--autoplay-policy=no-user-gesture-required',
  // Several windows share the screen: none of them is in the background.
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
];

/**
 * What the browser has for devices, and what the person says when it asks. `calm` are those of `given` with a camera of 15
 * pictures a second: of several people on two cores, encoders and screens take half as much.
 */
export type FakeDevices = 'given' | 'calm' | 'refused' | 'none';

// Asked for a screen, it shares a tab that is none: a fake device with a sound.
const givenAt = (picturesPerSecond: number) => [
  '--use-fake-ui-for-media-stream',
  `--use-fake-device-for-media-stream=fps=${picturesPerSecond},display-media-type=browser`,
];

const devices: Record<FakeDevices, string[]> = {
  given: givenAt(30),
  calm: givenAt(15),
  refused: ['--use-fake-ui-for-media-stream=deny', '--use-fake-device-for-media-stream'],
  none: ['--use-fake-ui-for-media-stream'],
};

/** @param switches Further ones for its command line. */
export function launchChromium(
  fake: FakeDevices = 'given',
  switches: readonly string[] = [],
): Promise<Browser> {
  return chromium.launch({
    ...executable('PARLEY_CHROMIUM'),
    args: [...quiet, ...devices[fake], ...switches],
  });
}

export function launchFirefox(): Promise<Browser> {
  return firefox.launch(firefoxOptions());
}

/** With a profile that is there already, and with what stands in it. */
export async function launchFirefoxIn(profile: string): Promise<Browser> {
  const context = await firefox.launchPersistentContext(profile, firefoxOptions());
  const browser = context.browser();
  if (!browser) throw new Error('Firefox has no browser');
  return browser;
}

function firefoxOptions() {
  return {
    channel: 'moz-firefox', // The system's Firefox, by WebDriver BiDi.
    ...executable('PARLEY_FIREFOX'),
    firefoxUserPrefs: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'media.autoplay.default': 0,
    },
  };
}

function executable(variable: string): { executablePath?: string } {
  const path = process.env[variable];
  return path ? { executablePath: path } : {};
}

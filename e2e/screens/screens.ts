// Every screen: the gallery's scene, what is done in it, and what the server would say of the room.
import type { Locator, Page } from '@playwright/test';
import type { AdminMessages } from '../../client/src/messages/en/admin.ts';
import type { RecordingsMessages } from '../../client/src/messages/en/recordings.ts';
import type { Messages } from '../../client/src/messages/Messages.ts';
import type { Occupancy } from './Gallery.ts';

type Words = Messages & { readonly recordings: RecordingsMessages; readonly admin: AdminMessages };

export interface Screen {
  readonly name: string;
  /** As client/src/gallery/scene.ts has it. */
  readonly scene: string;
  readonly steps?: (page: Page, words: Words) => Promise<void>;
  readonly occupancy?: Occupancy;
  /** All of it, also what one scrolls to. */
  readonly whole?: boolean;
  /** It is only in a window that is wider than a phone's. */
  readonly wideOnly?: boolean;
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const press = (page: Page, name: string): Promise<void> => button(page, name).click();

/** On a phone the choice of a view is among what is seldom needed. */
async function openView(page: Page, words: Messages): Promise<void> {
  const own = button(page, words.stage.view.label);
  await ((await own.count()) > 0 ? own : button(page, words.room.more.label)).click();
}

async function openPeople(page: Page, words: Messages, count: number): Promise<void> {
  await press(page, words.people(count));
}

async function openFromMore(page: Page, words: Messages, item: string): Promise<void> {
  await press(page, words.room.more.label);
  await page.getByRole('menuitem', { name: item }).click();
}

const settings =
  (tab: keyof Messages['settings']['pages']) =>
  async (page: Page, words: Messages): Promise<void> => {
    await openFromMore(page, words, words.settings.title);
    await page.getByRole('tab', { name: words.settings.pages[tab] }).click();
  };

const named = async (page: Page, words: Messages): Promise<void> => {
  await page.getByLabel(words.lobby.name).fill('Ana Silva');
};

const chooseSpeaker = async (page: Page, words: Messages): Promise<void> => {
  await openView(page, words);
  await page.getByRole('menuitemradio', { name: words.stage.view.choices.speaker, exact: true }).click();
};

const lobby: readonly Screen[] = [
  { name: 'lobby', scene: 'phase=idle', steps: named, occupancy: { peers: 3 } },
  { name: 'lobby-new', scene: 'phase=idle', steps: (page, words) => press(page, words.lobby.join) },
  {
    name: 'lobby-camera-off',
    scene: 'phase=idle',
    steps: async (page, words) => {
      await named(page, words);
      await press(page, words.devices.cameraOff);
      await press(page, words.devices.mute);
    },
    occupancy: { peers: 1, waitingRoom: true },
  },
  { name: 'lobby-refused', scene: 'phase=idle&camera=refused&microphone=refused', steps: named },
  { name: 'lobby-busy', scene: 'phase=idle&camera=busy&microphone=missing', steps: named },
  {
    name: 'lobby-locked',
    scene: 'phase=idle&door=locked',
    steps: named,
    occupancy: { peers: 4, locked: true },
  },
  {
    name: 'lobby-token',
    scene: 'phase=idle&door=token_expired',
    steps: named,
    occupancy: { code: 'token_expired' },
  },
  {
    name: 'lobby-passcode',
    scene: 'phase=idle&door=wrong_passcode&room=the-long-name-of-a-room-that-somebody-chose-in-a-hurry',
    steps: named,
    occupancy: { peers: 12, passcode: true },
  },
  { name: 'lobby-settings', scene: 'phase=idle', steps: (page, words) => press(page, words.settings.title) },
  {
    name: 'lobby-entering',
    scene: 'phase=entering',
    steps: named,
    occupancy: { peers: 4, waitingRoom: true },
  },
  { name: 'waiting', scene: 'phase=knocking&people=1' },
];

const room: readonly Screen[] = [
  ...[1, 2, 3, 5, 9, 25].map((people) => ({ name: `room-${people}`, scene: `people=${people}` })),
  { name: 'room-joining', scene: 'people=1&phase=joining' },
  { name: 'room-cameras-off', scene: 'people=5&off=0,2,3&hands=2,1&withheld=4' },
  { name: 'room-long-names', scene: 'people=5&names=long&off=1&hands=1' },
  { name: 'room-right-to-left', scene: 'people=5&names=rtl&off=2' },
  { name: 'room-speaker', scene: 'people=6', steps: chooseSpeaker },
  { name: 'room-screen', scene: 'people=5&screens=1' },
  { name: 'room-two-screens', scene: 'people=4&screens=1,2' },
  { name: 'room-reconnecting', scene: 'people=4&phase=reconnecting' },
  { name: 'room-troubles', scene: 'people=3&camera=busy&microphone=unplugged&interrupted' },
  { name: 'room-recorded', scene: 'people=4&recording=on' },
  { name: 'room-recorded-paused', scene: 'people=2&recording=paused' },
  { name: 'room-waiting', scene: 'people=3&host&waiting=2' },
];

const panels: readonly Screen[] = [
  {
    name: 'chat',
    scene: 'people=4&messages=12',
    steps: (page, words) => press(page, words.chat.title),
  },
  { name: 'chat-empty', scene: 'people=2', steps: (page, words) => press(page, words.chat.title) },
  {
    name: 'people-host',
    scene: 'people=6&host&waiting=2&hands=2,4',
    steps: (page, words) => openPeople(page, words, 6),
  },
  {
    name: 'people-menu',
    scene: 'people=4&host',
    steps: async (page, words) => {
      await openPeople(page, words, 4);
      await page.getByRole('button', { name: words.hosting.actionsFor('Mehdi Karimi') }).click();
    },
  },
  {
    name: 'people-long-names',
    scene: 'people=5&names=long&host&hands=1',
    steps: (page, words) => openPeople(page, words, 5),
  },
  {
    name: 'host-controls',
    scene: 'people=4&host',
    steps: async (page, words) => {
      await openPeople(page, words, 4);
      await press(page, words.hosting.title);
    },
  },
  {
    name: 'ask-remove',
    scene: 'people=4&host',
    steps: async (page, words) => {
      await openPeople(page, words, 4);
      await page.getByRole('button', { name: words.hosting.actionsFor('Mehdi Karimi') }).click();
      await page.getByRole('menuitem', { name: words.hosting.actions.remove }).click();
    },
  },
  {
    name: 'statistics',
    scene: 'people=3&screens=1',
    steps: (page) => page.locator('[data-path]').click(),
  },
];

const dialogs: readonly Screen[] = [
  ...(['devices', 'sound', 'shortcuts', 'appearance'] as const).map((tab) => ({
    name: `settings-${tab}`,
    scene: 'people=3',
    steps: settings(tab),
  })),
  {
    name: 'invite',
    scene: 'people=2',
    steps: (page, words) => openFromMore(page, words, words.invite.title),
  },
  { name: 'menu-view', scene: 'people=4', steps: openView },
  { name: 'menu-more', scene: 'people=4', steps: (page, words) => press(page, words.room.more.label) },
  {
    name: 'menu-recording',
    scene: 'people=4&host&recording=on',
    steps: (page, words) => press(page, words.room.more.label),
  },
  { name: 'menu-reactions', scene: 'people=4', steps: (page, words) => press(page, words.reactions.label) },
  {
    name: 'menu-microphone',
    wideOnly: true,
    scene: 'people=4',
    steps: (page, words) => press(page, words.devices.microphoneMenu),
  },
  {
    name: 'menu-tile',
    scene: 'people=4',
    steps: async (page, words) => {
      await page.getByRole('listitem', { name: 'Mehdi Karimi' }).hover();
      await page.getByRole('button', { name: words.stage.tile.menu('Mehdi Karimi') }).click();
    },
  },
];

const ends = [
  'left',
  'room_full',
  'replaced',
  'removed',
  'denied',
  'banned',
  'ended',
  'draining',
  'refused',
] as const;
const updates = ['unsupported_protocol', 'unsupported_browser'] as const;
const checks = ['idle', 'running', 'good', 'lossy', 'tcp', 'relay', 'none', 'dead'] as const;
const problems = ['insecure_page', 'unsupported_browser', 'impossible_room', 'unknown'] as const;

const pages: readonly Screen[] = [
  { name: 'home', scene: 'home' },
  ...[...ends, ...updates].map((reason) => ({ name: `ended-${reason}`, scene: `phase=${reason}&people=1` })),
  ...checks.map((check) => ({ name: `check-${check}`, scene: `check=${check}`, whole: true })),
  ...problems.map((problem) => ({ name: `problem-${problem}`, scene: `problem=${problem}` })),
];

/** The page of recordings: the list, and one of each kind. */
const recordings: readonly Screen[] = [
  { name: 'home-recordings', scene: 'home&recordings=list' },
  ...['list', 'empty', 'all', 'film', 'making', 'none', 'failed', 'running', 'gone', 'refused'].map(
    (scene) => ({
      name: `recordings-${scene}`,
      scene: `recordings=${scene}`,
      whole: true,
    }),
  ),
  {
    name: 'recordings-wrong-key',
    scene: 'recordings=empty',
    steps: async (page, { recordings: words }) => {
      await page.getByText(words.key.open, { exact: true }).click();
      await page.getByLabel(words.key.label).fill('a wrong key');
      await press(page, words.key.show);
      await page.getByText(words.key.wrong).waitFor();
    },
  },
  {
    name: 'recordings-ask-delete',
    scene: 'recordings=film',
    steps: (page, { recordings: words }) => press(page, words.actions.delete),
  },
  {
    name: 'recordings-another-film',
    scene: 'recordings=film',
    whole: true,
    steps: (page, { recordings: words }) => press(page, words.film.another),
  },
];

/** The operator's page, in each of its states, and what it asks before it does something. */
const admin: readonly Screen[] = [
  ...['key', 'busy', 'quiet', 'draining'].map((scene) => ({
    name: `admin-${scene}`,
    scene: `admin=${scene}`,
    whole: true,
  })),
  {
    name: 'admin-room',
    scene: 'admin=busy',
    whole: true,
    steps: (page, { admin: words }) =>
      page
        .getByRole('button', { name: 'weekly-standup', exact: true })
        .click()
        .then(() => page.getByRole('region', { name: words.rooms.open('weekly-standup') }).waitFor()),
  },
  {
    name: 'admin-unreachable',
    scene: 'admin=unreachable',
    whole: true,
    steps: (page) => page.getByRole('alert').waitFor(),
  },
  {
    name: 'admin-ask-end',
    scene: 'admin=busy',
    steps: (page, { admin: words }) => press(page, words.rooms.endNamed('weekly-standup')),
  },
  {
    name: 'admin-ask-drain',
    scene: 'admin=busy',
    steps: (page, { admin: words }) => press(page, words.drain.begin),
  },
];

export const screens: readonly Screen[] = [
  ...pages,
  ...recordings,
  ...admin,
  ...lobby,
  ...room,
  ...panels,
  ...dialogs,
];

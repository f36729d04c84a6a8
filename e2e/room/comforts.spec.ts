// What makes a call easier: keys, the tab's title, short sounds, a screen that stays on, and ways to invite.
import { shortcuts } from '../../client/src/features/settings/shortcuts.ts';
import { expect, test } from '../harness/fixtures.ts';
import type { Person } from '../harness/Person.ts';

type Name = (typeof shortcuts)[number]['name'];

/** What each does, and then how it was before. */
const effects: Record<Name, (person: Person, press: () => Promise<void>) => Promise<void>> = {
  microphone: (person, press) => toggles(person, press, 'Mute microphone', 'Unmute microphone'),
  camera: (person, press) => toggles(person, press, 'Turn camera off', 'Turn camera on'),
  screen: (person, press) => toggles(person, press, 'Share screen', 'Stop sharing'),
  hand: (person, press) => toggles(person, press, 'Raise hand', 'Lower hand'),
  chat: async ({ page }, press) => {
    await press();
    await expect(page.getByRole('log', { name: 'Messages' })).toBeVisible();
    // The key brought the focus there, and is not typed.
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('log', { name: 'Messages' })).toHaveCount(0);
  },
  talk: async (person) => {
    await person.page.keyboard.press('m');
    await person.page.keyboard.down(' ');
    await expect(person.button('Mute microphone')).toBeVisible();
    await person.page.keyboard.up(' ');
    await expect(person.button('Unmute microphone')).toBeVisible();
    await person.page.keyboard.press('m');
  },
  help: async ({ page }, press) => {
    await press();
    const list = page.getByRole('dialog', { name: 'Settings' }).locator('kbd');
    await expect(list).toHaveText(
      shortcuts.map(({ key }) => (key === ' ' ? 'Space, held' : key.toUpperCase())),
    );
    await page.keyboard.press('Escape');
  },
};

async function toggles(person: Person, press: () => Promise<void>, off: string, on: string): Promise<void> {
  await expect(person.button(off)).toBeVisible();
  await press();
  await expect(person.button(on)).toBeVisible();
  await press();
  await expect(person.button(off)).toBeVisible();
}

test('every key of the list does what the list says', async ({ join }) => {
  const ana = await join('Ana');
  for (const { name, key } of shortcuts) {
    await test.step(name, () => effects[name](ana, () => ana.page.keyboard.press(key)));
  }
});

declare global {
  interface Window {
    /** Notes that the page has played, and how many locks on the screen it holds. */
    parleyComforts: { notes: number; locks: number };
  }
}

function watchComforts(): void {
  const comforts = { notes: 0, locks: 0 };
  window.parleyComforts = comforts;
  window.OscillatorNode = class extends OscillatorNode {
    override start(when?: number): void {
      comforts.notes += 1;
      super.start(when);
    }
  };
  // A screen that nobody looks at has no lock to give.
  navigator.wakeLock.request = async () => {
    comforts.locks += 1;
    const lock = Object.assign(new EventTarget(), {
      released: false,
      type: 'screen' as const,
      onrelease: null,
    });
    return Object.assign(lock, {
      release: async () => {
        comforts.locks -= 1;
      },
    });
  };
}

test(
  'the tab’s title, the sounds of the room and their switch, and the screen that stays on',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana', { before: watchComforts });
    const comforts = () => ana.page.evaluate(() => window.parleyComforts);
    expect(await comforts()).toEqual({ notes: 0, locks: 1 });
    const ben = await join('Ben');
    await expect.poll(async () => (await comforts()).notes).toBe(2);
    await ana.page.keyboard.press('m');
    await expect(ana.page).toHaveTitle(/^Muted · room-\d+ · Parley$/);
    await ben.page.keyboard.press('c');
    await ben.page.getByRole('textbox', { name: 'Message' }).pressSequentially('one');
    await ben.page.keyboard.press('Enter');
    await expect(ana.page).toHaveTitle(/^\(1\) Muted · room-\d+ · Parley$/);
    await expect.poll(async () => (await comforts()).notes).toBe(3);
    await ana.page.keyboard.press('c');
    await expect(ana.page).toHaveTitle(/^Muted · room/);
    await ana.page.keyboard.press('Escape');
    await ana.page.keyboard.press('m');
    await expect(ana.page).toHaveTitle(/^room-\d+ · Parley$/);

    await ana.button('More').click();
    await ana.page.getByRole('menuitem', { name: 'Settings' }).click();
    await ana.page.getByRole('tab', { name: 'Sound' }).click();
    await ana.page.getByRole('switch', { name: 'Sounds of the room' }).uncheck();
    await ben.leave();
    await expect(ana.page.getByRole('status').filter({ hasText: 'Ben left' })).toBeAttached();
    expect(await comforts()).toEqual({ notes: 3, locks: 1 });
    await ana.page.keyboard.press('Escape');
    await ana.leave();
    await expect.poll(comforts).toEqual({ notes: 3, locks: 0 });
  },
);

test('others are invited by link, QR code and e-mail', async ({ join, roomUrl }) => {
  const ana = await join('Ana');
  await ana.page.context().grantPermissions(['clipboard-read', 'clipboard-write', 'camera', 'microphone']);
  const copied = () => ana.page.evaluate(() => navigator.clipboard.readText());
  await ana.button('Copy link').click();
  await expect(ana.page.getByText('Link copied')).toBeVisible();
  expect(await copied()).toBe(roomUrl);
  await ana.page.evaluate(() => navigator.clipboard.writeText(''));
  await ana.button('More').click();
  await ana.page.getByRole('menuitem', { name: 'Invite' }).click();
  const dialog = ana.page.getByRole('dialog', { name: 'Invite' });
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByText('Link copied')).toBeVisible();
  expect(await copied()).toBe(roomUrl);
  await expect(dialog.getByText(roomUrl)).toBeVisible();
  await expect(dialog.getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
  const mail = new URL((await dialog.getByRole('link', { name: 'E-mail' }).getAttribute('href')) ?? '');
  expect(mail.protocol).toBe('mailto:');
  expect(mail.searchParams.get('body')).toContain(roomUrl);
});

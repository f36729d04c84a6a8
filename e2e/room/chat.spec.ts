import type { Locator } from '@playwright/test';
import { expect, test } from '../harness/fixtures.ts';
import type { Person } from '../harness/Person.ts';

test.use({ settings: { DIRECT_CALLS: 'false' } });

const log = ({ page }: Person): Locator => page.getByRole('log', { name: 'Messages' });

async function openChat(person: Person): Promise<void> {
  await person.page.getByRole('button', { name: /^Chat/ }).click();
  await expect(log(person)).toBeVisible();
}

async function write(person: Person, text: string): Promise<void> {
  const field = person.page.getByRole('textbox', { name: 'Message' });
  await field.pressSequentially(text);
  await field.press('Enter');
  await expect(field).toHaveValue('');
}

test('[CH1] what one writes, the others read: as text, with links, and counted until then', async ({
  join,
  firefox,
}) => {
  const ana = await join('Ana');
  const ben = await join('Ben', { browser: firefox });
  await openChat(ana);
  await write(ana, '<img src=x onerror=alert(1)> at https://example.org/a');
  await expect(ben.page.getByText('Ana: <img src=x onerror=alert(1)>')).toBeVisible();
  await write(ana, 'and `code`');
  await ben.button('Chat, 2 unread').click();
  await expect(ben.button('Chat')).toBeVisible();
  await expect(log(ben).getByText('<img src=x onerror=alert(1)> at')).toBeVisible();
  await expect(log(ben).locator('img')).toHaveCount(0);
  await expect(log(ben).locator('code')).toHaveText('code');
  const link = log(ben).getByRole('link', { name: 'https://example.org/a' });
  await expect(link).toHaveAttribute('href', 'https://example.org/a');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  await write(ben, 'thank you');
  await expect(log(ana).getByText('thank you')).toBeVisible();
  // Read, so nothing is unread when the panel is closed; Escape closes it, and the focus goes back.
  await ben.page.keyboard.press('Escape');
  await expect(log(ben)).toHaveCount(0);
  await expect(ben.button('Chat')).toBeFocused();
  await expect(log(ana).getByText('Sending…')).toHaveCount(0);
});

test(
  '[CH2] [CH4] who comes late has the history, and nobody what was written to one person',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    await openChat(ana);
    await write(ana, 'to everybody');
    await ana.page.getByLabel('To', { exact: true }).selectOption({ label: 'Ben' });
    await write(ana, 'to Ben alone');
    await expect(log(ana).getByText('Only to Ben')).toBeVisible();
    await openChat(ben);
    await expect(log(ben).getByText('to Ben alone')).toBeVisible();
    await expect(log(ben).getByText('Only to you')).toBeVisible();

    const cleo = await join('Cleo');
    await openChat(cleo);
    await expect(log(cleo).getByText('to everybody')).toBeVisible();
    await write(ben, 'hello Cleo');
    await expect(log(cleo).getByText('hello Cleo')).toBeVisible();
    await expect(cleo.page.getByText('to Ben alone')).toHaveCount(0);
    // Ana writes to Ben still. He goes, and what she wrote to him is not lost.
    await ben.leave();
    await expect(ana.page.getByText('Ben has left. Choose to whom to write.')).toBeVisible();
    const field = ana.page.getByRole('textbox', { name: 'Message' });
    await field.pressSequentially('are you there?');
    await field.press('Enter');
    await expect(field).toHaveValue('are you there?');
    await expect(log(cleo).getByText('hello Cleo')).toBeVisible();
    await expect(log(cleo).getByText('Ben', { exact: true })).toBeVisible();
  },
);

test('[CH3] [RS2] over a lost socket nothing is lost and nothing is there twice', async ({
  join,
  detour,
  detourUrl,
}) => {
  const ana = await join('Ana');
  const ben = await join('Ben', { url: detourUrl });
  await Promise.all([openChat(ana), openChat(ben)]);
  // So slow that the server has the message, and its answer is lost.
  detour.delay = 2_000;
  await write(ben, 'one');
  await expect(log(ana).getByText('one')).toBeVisible();
  detour.cut();
  await expect(ben.page.getByText('Reconnecting…')).toBeVisible();
  await expect(log(ben).getByText('Sending…')).toBeVisible();
  await write(ben, 'two');
  await write(ana, 'meanwhile');
  detour.delay = 0;
  detour.mend();
  await expect(log(ana).getByText('two')).toBeVisible();
  for (const person of [ana, ben]) {
    await expect(log(person).getByText(/^(one|two|meanwhile)$/)).toHaveText(['one', 'meanwhile', 'two']);
    await expect(log(person).getByText('Sending…')).toHaveCount(0);
  }
});

// How the call goes, as somebody reads it beside the stage.
import { expect, test } from '../harness/fixtures.ts';
import type { Person } from '../harness/Person.ts';

async function opensStatistics(person: Person) {
  await person.page.getByRole('button', { name: /Show how the connection is$/ }).click();
  return person.page.getByRole('complementary', { name: 'Connection' });
}

test(
  '[SH3] a screen that is shared beside a direct call is among the figures, with its own way',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    await Promise.all([ana.goes('direct'), ben.goes('direct')]);
    const mark = ana.page.locator('[data-path]');
    await expect(mark).not.toHaveAttribute('data-screens');
    await ben.button('Share screen').click();
    await ana.sees('Ben’s screen');
    await expect(mark).toHaveAttribute('data-path', 'direct');
    await expect(mark).toHaveAttribute('data-screens', 'server');
    const [received, sent] = [await opensStatistics(ana), await opensStatistics(ben)];
    await expect(received.getByText('Through the server')).toBeVisible();
    const row = received.getByRole('listitem').filter({ hasText: 'Shared screen' });
    await expect(row).toContainText('Ben');
    await expect(row).toContainText(/b\/s · \d+ × \d+/);
    // What came by the server before has ended.
    await expect(received.getByRole('listitem').filter({ hasText: 'Picture' })).toHaveCount(1);
    await expect(received.getByRole('listitem').filter({ hasText: 'Picture' })).toContainText('Ben');
    await expect(sent.getByRole('listitem').filter({ hasText: 'Shared screen' })).toContainText(/b\/s/);
    await expect(sent.getByRole('listitem').filter({ hasText: 'Microphone' })).toHaveCount(1);
    await ben.button('Stop sharing').click();
    await expect(mark).not.toHaveAttribute('data-screens');
    await expect(row).toHaveCount(0);
  },
);

for (const engine of ['chromium', 'firefox'] as const) {
  const tag = engine === 'firefox' ? ['@long'] : [];
  test(
    `${engine} shows what is sent and what comes, directly and through the server`,
    { tag },
    async ({ join, chromium, firefox }) => {
      const ana = await join('Ana', { browser: engine === 'firefox' ? firefox : chromium });
      const ben = await join('Ben');
      await Promise.all([ana.goes('direct'), ana.sees('Ben')]);
      const panel = await opensStatistics(ana);
      await expect(panel.getByText('Your connection is good.')).toBeVisible();
      const received = panel.getByRole('listitem').filter({ hasText: 'Ben' }).filter({ hasText: 'Picture' });
      await expect(received).toContainText(/\d+ × \d+ · \d+ frames\/s/);
      await expect(panel.getByRole('listitem').filter({ hasText: 'Camera' })).toContainText(/b\/s/);

      const cleo = await join('Cleo');
      await Promise.all([ana.goes('server'), ana.sees('Cleo'), cleo.sees('Ana')]);
      await expect(panel.getByText('Through the server')).toBeVisible();
      await expect(panel.getByRole('listitem').filter({ hasText: 'Cleo' })).toHaveCount(2);

      // What is no more sent is no more listed.
      await ben.button('Turn camera off').click();
      await expect(received).toHaveCount(0);
      await panel.getByRole('button', { name: 'Close' }).click();
      await expect(panel).toHaveCount(0);
    },
  );
}

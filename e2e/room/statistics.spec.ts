// How the call goes, as somebody reads it beside the stage.
import { expect, test } from '../harness/fixtures.ts';
import type { Person } from '../harness/Person.ts';

async function opensStatistics(person: Person) {
  await person.page.getByRole('button', { name: /Show how the connection is$/ }).click();
  return person.page.getByRole('complementary', { name: 'Connection' });
}

for (const engine of ['chromium', 'firefox'] as const) {
  test(`${engine} shows what is sent and what comes, directly and through the server`, async ({
    join,
    chromium,
    firefox,
  }) => {
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
  });
}

// The controls step back in the speaker view, and are there for whoever reaches for them.
import { expect, test } from '../harness/fixtures.ts';
import type { Person } from '../harness/Person.ts';
import { poll } from '../harness/poll.ts';

test.use({ settings: { DIRECT_CALLS: 'false' } });

/** Until the call's clock has gone on for longer than the controls wait. */
async function afterTheirPatience(person: Person): Promise<void> {
  const clock = async () => {
    const [seconds = 0, minutes = 0] = ((await person.page.getByRole('timer').textContent()) ?? '')
      .split(':')
      .toReversed()
      .map(Number);
    return minutes * 60 + seconds;
  };
  const start = await clock();
  await poll('six seconds to go by', async () => (await clock()) >= start + 6);
}

test(
  'the controls step back in the speaker view alone, and come with the pointer and the keyboard',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana');
    await ana.button('Turn camera off').click();
    const bar = ana.page.locator('footer');
    const rests = () => expect(bar).toHaveCSS('opacity', '0');
    const isThere = () => expect(bar).toHaveCSS('opacity', '1');

    await ana.button('Change view').click();
    await ana.page.getByRole('menuitemradio', { name: 'Speaker' }).click();
    await ana.page.mouse.move(400, 200);
    // Alone, one is asked to invite others, and nothing steps back.
    await afterTheirPatience(ana);
    await isThere();

    const ben = await join('Ben');
    await ben.button('Turn camera off').click();
    await rests();
    const before = await ana.tile('Ben').boundingBox();
    await ana.page.mouse.move(420, 220);
    await isThere();
    expect(await ana.tile('Ben').boundingBox()).toEqual(before);
    await rests();

    // A key brings them, and the focus holds them.
    await ana.button('Leave').focus();
    await ana.page.keyboard.press('Shift+Tab');
    await afterTheirPatience(ana);
    await isThere();
  },
);

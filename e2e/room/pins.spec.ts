// What is kept large: by oneself, or by a host for everybody.
import { expect, test } from '../harness/fixtures.ts';
import type { Person } from '../harness/Person.ts';
import { poll } from '../harness/poll.ts';
import { seesAlike, seesLarge } from '../harness/tileBoxes.ts';

test.use({ settings: { DIRECT_CALLS: 'false' } });

/** By keyboard alone. */
async function choose(person: Person, name: string, action: string): Promise<void> {
  await person.button(`Options for ${name}`).press('Enter');
  await person.page.getByRole('menuitem', { name: action, exact: true }).press('Enter');
}

interface SaidView {
  readonly pinned?: boolean;
}

/** The views that were told last. */
function saidViews(person: Person): Promise<readonly SaidView[]> {
  return person.page.evaluate(() => {
    const last = window.parleyProbe.frames.findLast(({ sent, text }) => sent && text.includes('"setViews"'));
    const { data } = JSON.parse(last?.text ?? '{"data":{"views":[]}}') as { data: { views: SaidView[] } };
    return data.views;
  });
}

test(
  '[VW2] who is pinned is large by keyboard, asked for as such, and plays on in the same element',
  { tag: '@long' },
  async ({ join }) => {
    await join('Ana');
    const ben = await join('Ben');
    await join('Cy');
    await ben.sees('Ana');
    await ben.pictureOf('Ana').evaluate((video) => video.setAttribute('data-test', 'first'));
    await choose(ben, 'Ana', 'Pin');
    await seesLarge(ben, 'Ana', 'Cy');
    await poll('Ana to be asked for first', async () => (await saidViews(ben)).some(({ pinned }) => pinned));
    await ben.sees('Ana');
    await expect(ben.tile('Ana').getByText('Pinned')).toBeAttached();
    await choose(ben, 'Ana', 'Unpin');
    await seesAlike(ben, 'Ana', 'Cy');
    await expect(ben.pictureOf('Ana')).toHaveAttribute('data-test', 'first');
  },
);

test(
  '[PN1] [PN2] what a host pins is large to everybody, also to who comes late or back, and one may go back',
  { tag: '@long' },
  async ({ join, detour, detourUrl }) => {
    const ana = await join('Ana');
    const ben = await join('Ben', { url: detourUrl });
    const cy = await join('Cy');
    for (const person of [ana, ben]) await person.button('Turn camera off').click();
    await choose(ana, 'Cy', 'Pin for everybody');
    await Promise.all([ana, ben, cy].map((person) => seesLarge(person, 'Cy', 'Ana')));
    await expect(ben.page.getByText('Cy is pinned for everybody')).toBeVisible();
    await expect(cy.page.getByText('You are pinned for everybody')).toBeVisible();
    await expect(ben.tile('Cy').getByText('Pinned for everybody')).toBeVisible();

    // Who is no host goes back for themselves alone, and cannot do more.
    await ben.button('Options for Cy').press('Enter');
    await expect(ben.page.getByRole('menuitem', { name: 'Pin for everybody' })).toHaveCount(0);
    await ben.page.getByRole('menuitem', { name: 'Unpin', exact: true }).press('Enter');
    await seesAlike(ben, 'Cy', 'Ana');
    await seesLarge(cy, 'Cy', 'Ana');

    const dee = await join('Dee');
    await dee.button('Turn camera off').click();
    await seesLarge(dee, 'Cy', 'Ana');

    detour.cut();
    await expect(ben.page.getByText('Connection lost. Reconnecting…')).toBeVisible();
    await choose(ana, 'Dee', 'Pin for everybody');
    await seesLarge(cy, 'Dee', 'Ana');
    detour.mend();
    await seesLarge(ben, 'Dee', 'Ana');

    await dee.leave();
    await Promise.all([ana, ben, cy].map((person) => seesAlike(person, 'Cy', 'Ana')));
  },
);

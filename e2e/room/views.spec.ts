// How the people are shown: in the views, in a corner, apart from the page, and on pages.
import { Bystander } from '../harness/Bystander.ts';
import { expect, test } from '../harness/fixtures.ts';
import type { Person } from '../harness/Person.ts';
import { poll } from '../harness/poll.ts';
import { placesOfAll, seesLarge } from '../harness/tileBoxes.ts';
import { installVoice } from '../harness/voice.ts';

test.use({ settings: { DIRECT_CALLS: 'false' } });

async function choose(person: Person, menu: string, choice: string): Promise<void> {
  await person.button(menu).press('Enter');
  await person.page.getByRole('menuitemradio', { name: choice, exact: true }).press('Enter');
}

const say = ({ page }: Person, isLoud: boolean) =>
  page.evaluate((loud) => window.parleyVoice.say(loud), isLoud);

test('the speaker view follows who speaks, in the same elements, and the grid stays as it is', async ({
  join,
}) => {
  const ana = await join('Ana', { before: installVoice });
  const ben = await join('Ben', { before: installVoice });
  const cy = await join('Cy', { before: installVoice });
  await ana.button('Turn camera off').click();
  await Promise.all([ana.sees('Ben'), ana.sees('Cy')]);
  for (const name of ['Ben', 'Cy']) {
    await ana.pictureOf(name).evaluate((video) => video.setAttribute('data-test', 'first'));
  }
  await choose(ana, 'Change view', 'Speaker');
  const grid = await placesOfAll(ben);

  await say(cy, true);
  await seesLarge(ana, 'Cy', 'Ben');
  await placesOfAll(ana);
  const strip = await ana.tile('Ben').boundingBox();
  await say(cy, false);
  await say(ben, true);
  await seesLarge(ana, 'Ben', 'Cy');
  // They have exchanged places.
  await placesOfAll(ana);
  expect(await ana.tile('Cy').boundingBox()).toEqual(strip);
  await expect(ben.tile('Cy')).toHaveAttribute('data-speaking', 'false');
  expect(await placesOfAll(ben)).toEqual(grid);

  await ana.sees('Ben');
  for (const name of ['Ben', 'Cy']) {
    await expect(ana.pictureOf(name)).toHaveAttribute('data-test', 'first');
  }
});

test(
  'one’s own picture is drawn into each corner, hidden and shown again, and mirrored for oneself alone',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
    const stage = (await ana.page.getByRole('list', { name: 'People in the room' }).boundingBox()) ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    const middle = async () => {
      const box = await ana.tile('Ana').boundingBox();
      return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
    };
    for (const [across, down] of [
      [0.1, 0.1],
      [0.9, 0.1],
      [0.1, 0.9],
      [0.9, 0.9],
    ] as const) {
      // It is still on its way there.
      await placesOfAll(ana);
      const from = await middle();
      await ana.page.mouse.move(from.x, from.y);
      await ana.page.mouse.down();
      await ana.page.mouse.move(stage.x + stage.width * across, stage.y + stage.height * down, { steps: 4 });
      await ana.page.mouse.up();
      await poll(`the picture to be ${across} across and ${down} down`, async () => {
        const { x, y } = await middle();
        const isLeft = x < stage.x + stage.width * 0.2;
        const isRight = x > stage.x + stage.width * 0.8;
        const isTop = y < stage.y + stage.height * 0.25;
        const isBottom = y > stage.y + stage.height * 0.75;
        return (across < 0.5 ? isLeft : isRight) && (down < 0.5 ? isTop : isBottom);
      });
    }
    await ana.sees('Ana');
    await choose(ana, 'Change view', 'Hidden');
    await expect(ana.tile('Ana')).toHaveCount(0);
    await choose(ana, 'Change view', 'Among the others');
    await ana.sees('Ana');

    await expect(ana.pictureOf('Ana')).toHaveCSS('transform', 'matrix(-1, 0, 0, 1, 0, 0)');
    await expect(ben.pictureOf('Ana')).toHaveCSS('transform', 'none');
    await choose(ana, 'Options for Ana', 'As the others see you');
    await expect(ana.pictureOf('Ana')).toHaveCSS('transform', 'none');
  },
);

test(
  'a tile goes on the full screen and into a window of its own, and plays on',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana');
    await join('Ben');
    await ana.sees('Ben');
    const act = async (action: string) => {
      await ana.button('Options for Ben').press('Enter');
      await ana.page.getByRole('menuitem', { name: action, exact: true }).press('Enter');
    };
    const isFull = () => ana.tile('Ben').evaluate((tile) => document.fullscreenElement === tile);
    await act('Full screen');
    await poll('Ben to be on the full screen', isFull);
    await ana.sees('Ben');
    await act('Leave full screen');
    await poll('Ben to be on the stage', async () => !(await isFull()));

    await act('Picture in picture');
    const isApart = () =>
      ana.pictureOf('Ben').evaluate((video) => document.pictureInPictureElement === video);
    await poll('Ben to be in a window of his own', isApart);
    await ana.sees('Ben');
    await ana.page.evaluate(() => document.exitPictureInPicture());
    await ana.sees('Ben');
  },
);

test('nobody moves when somebody comes or goes on another page', async ({ join, server, roomUrl }) => {
  const ana = await join('Ana');
  await ana.button('Turn camera off').click();
  await ana.page.setViewportSize({ width: 360, height: 480 });
  const others: Bystander[] = [];
  for (let each = 0; each < 9; each += 1) others.push(await Bystander.join(server.url, roomUrl));
  await expect(ana.button('10 people')).toBeAttached();
  const places = await placesOfAll(ana);
  expect(Object.keys(places).length).toBeLessThan(9);
  others.at(-1)?.leave();
  await expect(ana.button('9 people')).toBeAttached();
  expect(await placesOfAll(ana)).toEqual(places);
  await Bystander.join(server.url, roomUrl);
  await expect(ana.button('10 people')).toBeAttached();
  expect(await placesOfAll(ana)).toEqual(places);
});

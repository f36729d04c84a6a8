import { expect, test } from './harness/fixtures.ts';

test('two people in Chromium see and hear each other', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
  await expect(ana.button('2 people')).toBeVisible();
});

test('Chromium and Firefox see and hear each other', async ({ join, firefox }) => {
  const ana = await join('Ana');
  const ben = await join('Ben', { browser: firefox });
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
});

test('three people each see and hear the two others', async ({ join }) => {
  const people = [await join('Ana'), await join('Ben'), await join('Cleo')];
  for (const person of people) {
    await expect(person.tiles).toHaveCount(3);
    for (const other of people.filter(({ name }) => name !== person.name)) {
      await person.sees(other.name);
      await person.hears(other.name);
    }
  }
});

test('somebody who leaves is gone at once, and can come back', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await ana.sees('Ben');
  await ben.leave();
  await expect(ana.tiles).toHaveCount(1);
  await expect(ana.page.getByText('You are the only one here')).toBeVisible();
  await ben.button('Come back').click();
  await ben.button('Join').click();
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
  await expect(ana.tiles).toHaveCount(2);
});

test('[RS7] a window that is closed leaves the room within seconds', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await ana.sees('Ben');
  await ben.page.close({ runBeforeUnload: false });
  await expect(ana.tiles).toHaveCount(1, { timeout: 8_000 });
});

test('a muted microphone is not heard, and everybody sees that it is muted', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await ben.hears('Ana');
  await ana.button('Mute microphone').click();
  await expect(ben.tile('Ana').getByText('Microphone off')).toBeAttached();
  await ben.doesNotHear('Ana');
  await ana.button('Unmute microphone').click();
  await expect(ben.tile('Ana').getByText('Microphone off')).toHaveCount(0);
  await ben.hears('Ana');
});

test('a camera that is turned off shows initials, and a picture again when it is back', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await ben.sees('Ana');
  await ana.button('Turn camera off').click();
  await expect(ben.pictureOf('Ana')).toHaveAttribute('data-shown', 'false');
  await ana.button('Turn camera on').click();
  await expect(ben.pictureOf('Ana')).toHaveAttribute('data-shown', 'true');
  await ben.sees('Ana');
  await ben.hears('Ana');
});

test('keys mute and turn the camera off', async ({ join }) => {
  const ana = await join('Ana');
  await ana.page.keyboard.press('m');
  await expect(ana.button('Unmute microphone')).toBeVisible();
  await ana.page.keyboard.press('v');
  await expect(ana.button('Turn camera on')).toBeVisible();
});

test('everybody says who is speaking', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  // Chromium's fake microphone beeps once a second.
  await expect(ben.tile('Ana')).toHaveAttribute('data-speaking', 'true');
  await ana.button('Mute microphone').click();
  await expect(ben.tile('Ana')).toHaveAttribute('data-speaking', 'false');
});

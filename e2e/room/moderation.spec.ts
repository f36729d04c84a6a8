import { expect, test } from '../harness/fixtures.ts';
import { act, decide, knock, openPeople } from '../harness/hosting.ts';
import { Person } from '../harness/Person.ts';

declare global {
  interface Window {
    disobeys?: boolean;
  }
}

test('[MO1] who is muted by a host is silent, learns it, and unmutes themselves', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await ana.hears('Ben');
  await act(ana, 'Ben', 'Mute');
  await expect(ben.page.getByText('Ana muted your microphone')).toBeVisible();
  await expect(ana.tile('Ben').getByText('Microphone off')).toBeAttached();
  await ana.doesNotHear('Ben');
  await ben.button('Unmute microphone').click();
  await ana.hears('Ben');
});

test(
  '[MO6] who does not obey is silent all the same, also in a direct call',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana');
    const ben = await join('Ben', {
      before: () => {
        // A client that hears nothing of what hosts decide, nor that its direct call is over.
        const parse = JSON.parse.bind(JSON);
        JSON.parse = (text, ...rest) => {
          const value: unknown = parse(text, ...rest);
          const method = value && typeof value === 'object' && 'method' in value ? value.method : undefined;
          const isIgnored = method === 'trackMuted' || (window.disobeys && method === 'directChanged');
          return isIgnored ? { kind: 'notification', method: 'nothing', data: {} } : value;
        };
      },
    });
    await Promise.all([ana.goes('direct'), ben.goes('direct')]);
    await ana.hears('Ben');
    await ben.page.evaluate(() => void (window.disobeys = true));
    await act(ana, 'Ben', 'Mute');
    await ana.doesNotHear('Ben');
    await ana.sees('Ben');
    await expect(ben.button('Mute microphone')).toBeVisible();
  },
);

test(
  '[MO2] what was muted while somebody was away is off when they are back, and stays so by the rules',
  { tag: '@long' },
  async ({ join, detour, detourUrl }) => {
    const ana = await join('Ana');
    const ben = await join('Ben', { url: detourUrl });
    await ana.hears('Ben');
    detour.cut();
    await act(ana, 'Ben', 'Mute');
    await decide(ana, 'Unmute themselves');
    detour.mend();
    await expect(ben.button('Unmute microphone')).toBeVisible();
    await expect(ben.page.getByText('Connection lost. Reconnecting…')).toHaveCount(0);
    await ben.button('Unmute microphone').click({ force: true });
    await expect(ben.page.getByText('The hosts have turned off unmuting').first()).toBeVisible();
    await expect(ben.button('Unmute microphone')).toBeVisible();
    await ana.doesNotHear('Ben');
  },
);

test('[WR1] who comes new waits until a host lets them in', async ({ join, chromium, roomUrl }) => {
  const ana = await join('Ana');
  await decide(ana, 'Waiting room');
  await ana.button('1 person').click();
  const ben = await knock(chromium, roomUrl, 'Ben');
  await expect(ben.page.getByRole('heading', { name: 'Waiting to be let in' })).toBeVisible();
  await expect(ana.page.getByText('Ben waits to be let in')).toBeVisible();
  await expect(ana.tiles).toHaveCount(1);
  await ana.button('Let in').click();
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  const cleo = await knock(chromium, roomUrl, 'Cleo');
  await ana.page.getByRole('button', { name: '2 people' }).click();
  await ana.button('Do not let Cleo in').click();
  await expect(cleo.page.getByRole('heading', { name: 'You were not let in' })).toBeVisible();
  await Promise.all([ben.close(), cleo.close()]);
});

test('[RU4] a passcode is asked of whoever comes new, and a lock keeps them out', async ({
  join,
  chromium,
  roomUrl,
}) => {
  const ana = await join('Ana');
  await openPeople(ana);
  await ana.button('Host controls').click();
  await ana.page.getByLabel('Passcode').pressSequentially('open sesame');
  await ana.button('Set').click();
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  const ben = await Person.at(chromium, roomUrl, 'Ben');
  await ben.page.getByLabel('Your name').pressSequentially('Ben');
  await ben.page.getByLabel('Passcode').pressSequentially('open');
  await ben.button('Join').click();
  await expect(ben.page.getByText('That is not the passcode. Try again.')).toBeVisible();
  await ben.page.getByLabel('Passcode').fill('open sesame');
  await ben.button('Join').click();
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  await decide(ana, 'Lock the room');
  const cleo = await knock(chromium, roomUrl, 'Cleo');
  await expect(cleo.page.getByText(/^The room is locked: nobody new/)).toBeVisible();
  await Promise.all([ben.close(), cleo.close()]);
});

test('[MO3] [MO4] who is removed, and then everybody, is out and told why', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  const cleo = await join('Cleo');
  await act(ana, 'Ben', 'Remove from the call');
  await ana.button('Remove').click();
  await expect(ben.page.getByRole('heading', { name: 'You were taken out of the call' })).toBeVisible();
  await expect(cleo.tiles).toHaveCount(2);
  await act(ana, 'Cleo', 'Make a host');
  await expect(cleo.page.getByText('You are a host now')).toBeVisible();
  await openPeople(cleo);
  await cleo.button('Host controls').click();
  await cleo.button('End for everybody').click();
  await cleo.page
    .getByRole('dialog', { name: 'End the call for everybody?' })
    .getByRole('button', { name: 'End for everybody' })
    .click();
  for (const person of [ana, cleo]) {
    await expect(person.page.getByRole('heading', { name: 'The call is over' })).toBeVisible();
  }
});

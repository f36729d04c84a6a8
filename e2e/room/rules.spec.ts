// What the page of somebody shows of what they may not do, before they try.
import { expect, test } from '../harness/fixtures.ts';
import { act, decide } from '../harness/hosting.ts';

test('[RU1] [RU2] what the hosts turn off is said at once, cannot be pressed, and is there again as soon as it may be', async ({
  join,
}) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await ben.button('Chat').click();
  const field = ben.page.getByRole('textbox', { name: 'Message' });
  await field.pressSequentially('half a thought');
  await decide(ana, 'Write messages');
  const chat = ben.page.getByRole('complementary', { name: 'Chat' });
  await expect(chat.getByText('The hosts have turned off writing')).toBeVisible();
  await expect(field).not.toBeEditable();
  await expect(field).toBeFocused();
  await expect(ben.button('Send')).toBeDisabled();
  await decide(ana, 'Write messages');
  await expect(ben.page.getByText('You may write again')).toBeVisible();
  await expect(field).toHaveValue('half a thought');
  await field.press('Enter');
  await expect(ben.page.getByRole('log').getByText('half a thought')).toBeVisible();

  await decide(ana, 'Share their screen');
  await expect(ben.button('Share screen')).toBeDisabled();
  await expect(ben.button('Share screen')).toHaveAccessibleDescription(
    'The hosts have turned off screen sharing',
  );
  await ben.button('Share screen').press('Enter');
  await expect(ben.page.getByText('The hosts have turned off screen sharing').first()).toBeVisible();
  await expect(ana.tile('Ben’s screen')).toHaveCount(0);
  await decide(ana, 'Unmute themselves');
  // What goes on goes on.
  await expect(ben.button('Mute microphone')).toBeEnabled();
  await ben.button('Mute microphone').click();
  await expect(ben.button('Unmute microphone')).toBeDisabled();
});

test(
  '[RO4] who only watches has no buttons for what they may not send, and has them again',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    await act(ana, 'Ben', 'Let only watch');
    await expect(ben.page.getByText('You only watch from now on')).toBeVisible();
    for (const name of [/microphone$/, /camera$/, /screen$/]) {
      await expect(ben.page.getByRole('toolbar').getByRole('button', { name })).toHaveCount(0);
    }
    await expect(ben.button('Raise hand')).toBeEnabled();
    await act(ana, 'Ben', 'Let take part');
    await ben.button('Unmute microphone').click();
    await ana.hears('Ben');
  },
);

// How others come into the room.
export const invite = {
  title: 'Invite',
  code: 'The link as a QR code',
  codeHint: 'Point a phone’s camera at it, or send the link.',
  byToken:
    'Everybody needs a link of their own, from where you got yours. This address alone lets nobody in.',
  copy: 'Copy link',
  copied: 'Link copied',
  notCopied: 'The link could not be copied. Select it above.',
  mail: {
    label: 'E-mail',
    subject: (room: string) => `Join me in ${room}`,
    body: (link: string) =>
      `This is the link to the call:\n\n${link}\n\nIt opens in the browser, nothing to install.`,
  },
};

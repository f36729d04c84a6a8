// The first page.

export const home = {
  heading: 'Open a link and be in the room',
  text: 'Video calls in the browser. Nothing to install, no account.',
  create: 'New room',
  or: 'or',
  field: 'Room name or link',
  placeholder: 'weekly-standup',
  open: 'Open',
  recordings: 'Recordings',
  cast: ['Ana Silva', 'Mehdi Karimi', 'Jun Ito', 'Lena Brandt'],
  byToken: {
    text: 'Video calls in the browser, nothing to install. Each room opens with a personal link: open yours, or paste it here.',
    field: 'Your link',
  },
  problems: {
    incomplete: 'Paste the whole link that you were given: the room’s name alone does not open it.',
    empty: 'Type a name for the room, or paste a link to one.',
    impossible: 'A room’s name needs letters or digits. Try another.',
    elsewhere: 'This link leads to another place. Open it in the address bar instead.',
  },
};

// English: every text of the screen. Short sentences in the person's terms, with a way on.
import { problemsBeforeCall } from './en/deviceProblems.ts';
import { chat } from './en/chat.ts';
import { devices } from './en/devices.ts';
import { ended } from './en/ended.ts';
import { hands, reactions } from './en/hands.ts';
import { home } from './en/home.ts';
import { lobby } from './en/lobby.ts';
import { people } from './en/people.ts';
import { problems } from './en/problems.ts';
import { room } from './en/room.ts';
import { settings } from './en/settings.ts';

export const en = {
  product: 'Parley',
  titleOf: (room: string) => `${room} · Parley`,
  language: { label: 'Language', browsers: 'As in the browser' },
  people,
  home,
  lobby,
  devices,
  deviceProblems: problemsBeforeCall,
  room,
  chat,
  hands,
  reactions,
  settings,
  ended,
  problems,
  openSecurePage: 'Open the secure address',
};

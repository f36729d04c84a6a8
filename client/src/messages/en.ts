// English: every text of the screen. Short sentences in the person's terms, with a way on.
import { problemsBeforeCall } from './en/deviceProblems.ts';
import { chat } from './en/chat.ts';
import { devices } from './en/devices.ts';
import { ended } from './en/ended.ts';
import { hands, reactions } from './en/hands.ts';
import { home } from './en/home.ts';
import { invite } from './en/invite.ts';
import { hosting } from './en/hosting.ts';
import { lobby } from './en/lobby.ts';
import { offline } from './en/offline.ts';
import { people } from './en/people.ts';
import { problems } from './en/problems.ts';
import { recording } from './en/recording.ts';
import { room } from './en/room.ts';
import { settings } from './en/settings.ts';
import { statistics } from './en/statistics.ts';
import { stage } from './en/stage.ts';

/** What a tab of the browser has room for. */
interface TabState {
  readonly room: string;
  readonly muted: boolean;
  /** Messages that have come since the person looked. */
  readonly unread: number;
  /** What the service is called. */
  readonly service: string;
}

export const en = {
  title: ({ room, muted, unread, service }: TabState) =>
    `${unread > 0 ? `(${unread}) ` : ''}${muted ? 'Muted · ' : ''}${room} · ${service}`,
  language: { label: 'Language', browsers: 'As in the browser' },
  people,
  home,
  lobby,
  devices,
  deviceProblems: problemsBeforeCall,
  room,
  stage,
  chat,
  hands,
  reactions,
  hosting,
  recording,
  settings,
  invite,
  statistics,
  ended,
  offline,
  problems,
  openSecurePage: 'Open the secure address',
  checkConnection: 'Check your connection',
  loadAgain: 'Load again',
};

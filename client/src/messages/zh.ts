// Simplified Chinese. 简体中文。
import type { Messages } from './Messages.ts';
import { problemsBeforeCall } from './zh/deviceProblems.ts';
import { chat } from './zh/chat.ts';
import { devices } from './zh/devices.ts';
import { ended } from './zh/ended.ts';
import { hands, reactions } from './zh/hands.ts';
import { home } from './zh/home.ts';
import { invite } from './zh/invite.ts';
import { hosting } from './zh/hosting.ts';
import { lobby } from './zh/lobby.ts';
import { offline } from './zh/offline.ts';
import { people } from './zh/people.ts';
import { problems } from './zh/problems.ts';
import { recording } from './zh/recording.ts';
import { room } from './zh/room.ts';
import { settings } from './zh/settings.ts';
import { statistics } from './zh/statistics.ts';
import { stage } from './zh/stage.ts';

export const zh: Messages = {
  title: ({ room, muted, unread, service }) =>
    `${unread > 0 ? `(${unread}) ` : ''}${muted ? '已静音 · ' : ''}${room} · ${service}`,
  language: { label: '语言', browsers: '跟随浏览器' },
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
  openSecurePage: '打开安全地址',
  checkConnection: '检查你的连接',
  loadAgain: '重新加载',
};

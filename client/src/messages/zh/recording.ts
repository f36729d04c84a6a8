import type { Messages } from '../Messages.ts';

export const recording: Messages['recording'] = {
  on: '正在录制',
  paused: '录制已暂停',
  actions: { start: '录制通话', pause: '暂停录制', resume: '继续录制', stop: '停止录制' },
  news: {
    already: '本次通话正在录制。',
    alreadyPaused: '本次通话会被录制，目前录制已暂停。',
    started: '从现在起，本次通话将被录制。',
    paused: '录制已暂停。',
    resumed: '录制已继续。',
    stopped: '本次通话不再录制。',
    stoppedForHosts: '本次通话不再录制。可在首页的“录制”中找到。',
    disk: '录制已结束：服务器磁盘已满。已录制的内容会保留。',
    recorder: '录制已结束：服务器无法继续录制。已录制的内容会保留。',
  },
};

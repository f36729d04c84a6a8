import type { Messages } from '../Messages.ts';
import { problemsDuringCall } from './deviceProblems.ts';
import { listed } from './people.ts';

export const room: Messages['room'] = {
  heading: (room) => `房间 ${room}`,
  stage: '房间里的人',
  pages: {
    label: '成员分页',
    previous: '上一页',
    next: '下一页',
    place: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
  },
  controls: '通话控制',
  you: (name) => `${name}（你）`,
  muted: '麦克风已关闭',
  withheld: '画面已暂停：你的网络较慢',
  alone: '房间里只有你一个人',
  aloneText: '把这个链接发给要参加的人。',
  copy: '复制链接',
  copied: '链接已复制',
  notCopied: (link) => `无法复制链接。链接是 ${link}`,
  more: { label: '更多', otherCamera: '切换摄像头' },
  timer: '通话时长',
  leave: '离开',
  peopleTitle: '成员',
  close: '关闭',
  joining: '正在加入…',
  reconnecting: '连接已断开，正在重新连接…',
  mediaLost: '声音和画面中断了，稍后会自动恢复。',
  serverUnreachable: '你们已直接连接，但无法连上传输声音和画面的服务器。第三人加入时通话会中断。',
  path: {
    name: { direct: '直接连接', server: '经由服务器', relayed: '经由中继' },
    meaning: {
      direct: '声音和画面在两台设备之间直接传输。',
      server: '声音和画面经由服务器传输。',
      relayed: '网络不允许其他方式：声音和画面绕道传输。',
    },
    screens: {
      server: '共享的屏幕经过服务器。',
      relayed: '共享的屏幕绕道经过服务器。',
    },
    roundTrip: (milliseconds) => `${milliseconds} 毫秒`,
  },
  soundBlocked: '浏览器阻止了声音。',
  soundOn: '打开声音',
  retry: '重试',
  dismiss: '知道了',
  joined: (names) => listed(names, '加入了'),
  left: (names) => listed(names, '离开了'),
  deviceNews: {
    microphoneStandsIn: (label) =>
      `麦克风已断开。在它恢复之前使用${label === '' ? '另一个' : `“${label}”`}。`,
    microphoneBack: '麦克风已恢复。',
    speakerGone: '扬声器已断开。在它恢复之前，声音从其他扬声器播放。',
  },
  deviceProblems: problemsDuringCall,
};

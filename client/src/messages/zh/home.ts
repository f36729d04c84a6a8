import type { Messages } from '../Messages.ts';

export const home: Messages['home'] = {
  heading: '打开链接，即刻入会',
  text: '浏览器里的视频通话，无需安装，无需账号。',
  create: '新建房间',
  or: '或',
  field: '房间名称或链接',
  placeholder: '每周例会',
  open: '打开',
  recordings: '录制',
  cast: ['王小雨', 'Mehdi Karimi', '伊藤润', 'Lena Brandt'],
  byToken: {
    text: '浏览器里的视频通话，无需安装。每个房间都用专属链接进入：请打开你的链接，或粘贴到这里。',
    field: '你的链接',
  },
  problems: {
    incomplete: '请粘贴发给你的完整链接，仅凭房间名称无法进入。',
    empty: '请输入房间名称，或粘贴房间链接。',
    impossible: '房间名称须含有文字或数字，请换一个试试。',
    elsewhere: '这个链接指向别的网站，请在地址栏中打开。',
  },
};

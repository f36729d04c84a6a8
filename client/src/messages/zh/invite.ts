import type { Messages } from '../Messages.ts';

export const invite: Messages['invite'] = {
  title: '邀请',
  code: '链接的二维码',
  codeHint: '用手机摄像头扫描，或发送链接。',
  byToken: '每个人都需要自己的专属链接，请到你获取链接的地方索取。此地址不含通行凭证。',
  copy: '复制链接',
  copied: '链接已复制',
  notCopied: '无法复制链接，请在上面选取。',
  mail: {
    label: '电子邮件',
    subject: (room) => `来 ${room} 一起通话`,
    body: (link) => `通话链接：\n\n${link}\n\n用浏览器打开即可，无需安装。`,
  },
};

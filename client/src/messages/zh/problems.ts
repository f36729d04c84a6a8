import type { Messages } from '../Messages.ts';

export const problems: Messages['problems'] = {
  insecure_page: {
    title: '此地址不安全',
    text: '浏览器只允许安全的页面使用摄像头和麦克风。请在地址前加上 https:// 再打开。在运行服务的机器上，也可用 http://localhost。',
  },
  unsupported_browser: {
    title: '此浏览器无法通话',
    text: '请用较新的 Chrome、Edge、Firefox 或 Safari 打开此页面。若在其他应用内，请选择“在浏览器中打开”。',
  },
  incomplete_page: {
    title: '页面缺少一部分',
    text: '网络已断开，或服务刚刚更新。请重新加载此页面。',
  },
  impossible_room: {
    title: '没有这样的房间',
    text: '房间名称须含有文字或数字。请检查链接，或换一个名称。',
  },
  unknown: { title: '这里什么也没有', text: '请检查链接，或从首页开始。' },
};

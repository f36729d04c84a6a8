import type { Messages } from '../Messages.ts';

export const ended: Messages['ended'] = {
  home: '首页',
  reasons: {
    left: { title: '你已离开', text: '链接一直有效，可随时回来。', again: '重新加入' },
    room_full: { title: '房间已满', text: '现在无法再进人，请稍后再试。', again: '重试' },
    replaced: {
      title: '通话已在别处继续',
      text: '你在另一个标签页或窗口中打开了它。',
      again: '在这里继续',
    },
    removed: { title: '你已被移出通话', text: '主持人或服务管理员将你移出了房间。', again: '重试' },
    denied: { title: '未获准进入', text: '主持人这次没有让你进入。', again: '再次请求' },
    banned: { title: '你无法回到此通话', text: '主持人已将你移出，通话结束前无法返回。', again: '重试' },
    ended: { title: '通话已结束', text: '主持人或服务管理员为所有人结束了通话。', again: '重新打开房间' },
    draining: {
      title: '暂时无法开始新通话',
      text: '服务即将暂停，只有正在进行的通话可以继续。请过几分钟再试。',
      again: '重试',
    },
    unsupported_protocol: {
      title: '此页面已过期',
      text: '服务已更新，请重新加载。',
      again: '重新加载',
    },
    unsupported_browser: {
      title: '此浏览器无法参加通话',
      text: '请使用较新的 Chrome、Edge、Firefox 或 Safari。',
      again: '重试',
    },
    refused: { title: '未能进入房间', text: '服务未允许你进入。请重试，或询问邀请你的人。', again: '重试' },
  },
};

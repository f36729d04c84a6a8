import type { CheckMessages } from '../en/check.ts';

export const check: CheckMessages = {
  title: '检查你的连接',
  text: '这里会试一遍通话所需的一切：摄像头和麦克风、服务器，以及通往它的每条路径。大约需要十五秒，没有人会看到或听到你。',
  start: '开始检查',
  again: '重新检查',
  running: '正在检查…',
  home: '首页',
  parts: { devices: '摄像头和麦克风', server: '服务器', ways: '声音和画面的路径' },
  verdicts: {
    good: { title: '可以正常通话', text: '声音和画面走最短的路径（UDP）。' },
    lossy: {
      title: '可以通话，但线路不好',
      text: '你发送的内容有一部分在途中丢失。请靠近无线路由器，或改用网线。',
    },
    tcp: {
      title: '可以通话，延迟较高',
      text: '你的网络屏蔽了 UDP，通话改走 TCP。网络管理员可以放行 UDP。',
    },
    relay: {
      title: '可以绕路通话',
      text: '你的网络几乎只允许访问网页，通话要经过中继，延迟较高。网络管理员可以放行 UDP。',
    },
    noMedia: {
      title: '在此网络上无法通话',
      text: '服务器有回应，但声音和画面到不了。请换一个网络，例如手机热点，或把报告发给服务的管理员。',
    },
    noServer: {
      title: '服务器没有回应',
      text: '请看看其他网页能否打开。如果可以，说明服务已停止，或被你的网络屏蔽：请把报告发给服务的管理员。',
    },
  },
  names: {
    camera: '摄像头',
    microphone: '麦克风',
    speaker: '扬声器',
    webSocket: 'WebSocket 信令',
    fallback: 'Socket.IO 信令',
    udp: '直达（UDP）',
    tcp: '直达（TCP）',
    relayUdp: '经中继（UDP）',
    relayTcp: '经中继（TCP）',
    relayTls: '经中继（TLS）',
  },
  states: {
    waiting: '尚未检查',
    running: '正在检查',
    works: '正常',
    failed: '不可用',
    blocked: '不通',
    absent: '未提供',
    unknown: '无法判断',
  },
  meanings: {
    camera: '别人看到的你就是这样。',
    microphone: '说句话，音量条会动。',
    speaker: '播放提示音，听一听。',
    webSocket: {
      works: '通话中的一切操作即时传达。',
      blocked: '途中有设备破坏了 WebSocket，因此改用 Socket.IO。',
    },
    fallback: {
      works: 'WebSocket 不通时可以用它。',
      blocked: '只有 WebSocket 不通时才需要它。',
    },
    udp: { works: '最好的路径，通话会走这里。', blocked: 'UDP 被你的网络或服务器一侧屏蔽。' },
    tcp: {
      works: 'UDP 被屏蔽时通话走这里，延迟较高。',
      blocked: '你的网络只允许访问网页，或被服务器的防火墙拦下。',
    },
    relayUdp: { works: '直达不通时可以绕行。', blocked: '通过 UDP 连不上中继。' },
    relayTcp: { works: 'UDP 被屏蔽时可以走这里。', blocked: '通过 TCP 连不上中继。' },
    relayTls: {
      works: '看起来像普通网页，其他都不通时通话走这里。',
      blocked: '通过 TLS 连不上中继。',
    },
    absent: '此服务没有提供。',
    unknown: '服务器没有回应，无法尝试。',
  },
  measured: {
    roundTrip: (time) => `往返 ${time}`,
    loss: (share) => `丢失 ${share}`,
  },
  report: {
    title: '报告',
    text: '给帮助你的人看。其中没有你的地址、姓名，也没有任何房间。',
    copy: '复制报告',
    copied: '报告已复制',
    notCopied: '未能复制。请选中下面的文字后复制。',
    heading: (service) => `${service}：连接检查`,
    browser: '浏览器',
    server: '网页',
  },
};

import type { Messages } from '../Messages.ts';

export const stage: Messages['stage'] = {
  view: {
    label: '更改视图',
    heading: '视图',
    choices: { automatic: '自动', grid: '宫格', speaker: '发言者' },
  },
  own: {
    heading: '你的画面',
    places: {
      among: '与其他人一起',
      'top-left': '左上角',
      'top-right': '右上角',
      'bottom-left': '左下角',
      'bottom-right': '右下角',
      hidden: '隐藏',
    },
    mirror: '你看到的自己',
    mirrored: { yes: '像照镜子一样', no: '和别人看到的一样' },
  },
  tile: {
    menu: (name) => `${name} 的选项`,
    pin: '固定',
    unpin: '取消固定',
    pinned: '已固定',
    pinForAll: '为所有人固定',
    unpinForAll: '为所有人取消固定',
    pinnedForAll: '已为所有人固定',
    weak: {
      receive: '对方的网络较弱',
      send: '你的网络较弱',
    },
    fullScreen: '全屏',
    leaveFullScreen: '退出全屏',
    ownWindow: '画中画',
  },
  pinNews: {
    own: '你已为所有人固定',
    of: (name) => `已为所有人固定 ${name}`,
    ownScreen: '你的屏幕已为所有人固定',
    screenOf: (name) => `已为所有人固定 ${name} 的屏幕`,
    over: '不再为所有人固定任何画面',
  },
  screen: {
    of: (name) => `${name} 的屏幕`,
    own: '你的屏幕',
    share: '共享屏幕',
    stop: '停止共享',
    menu: '选择共享屏幕最适合的内容',
    heading: '最适合',
    contents: { detail: '文字和幻灯片', motion: '视频和动画' },
    problems: {
      refused_by_system: '系统不允许浏览器录制屏幕。请在系统的隐私设置中允许。',
      failed: '无法共享你的屏幕，请重试。',
    },
    larger: '放大',
    smaller: '缩小',
    whole: '显示全部',
  },
};

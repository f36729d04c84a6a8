import type { Messages } from '../Messages.ts';

export const settings: Messages['settings'] = {
  title: '设置',
  pages: { devices: '设备', shortcuts: '快捷键', appearance: '语言与外观' },
  tests: {
    speaker: '测试扬声器',
    playing: '正在播放…',
    microphone: { idle: '测试麦克风', recording: '请说话，点此停止', playing: '这是你的声音，点此停止' },
  },
  shortcuts: {
    switch: '单键快捷键',
    hint: '如果常常误按，或使用语音输入，可以关闭。',
    space: '空格',
    actions: {
      microphone: '开关麦克风',
      camera: '开关摄像头',
      help: '显示此列表',
    },
  },
  appearance: {
    label: '外观',
    choices: { system: '跟随系统', dark: '深色', light: '浅色' },
  },
};

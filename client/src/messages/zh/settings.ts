import type { Messages } from '../Messages.ts';

export const settings: Messages['settings'] = {
  title: '设置',
  pages: { devices: '设备', sound: '声音', shortcuts: '快捷键', appearance: '语言与外观' },
  tests: {
    speaker: '测试扬声器',
    playing: '正在播放…',
    microphone: { idle: '测试麦克风', recording: '请说话，点此停止', playing: '这是你的声音，点此停止' },
  },
  sound: {
    noise: '降噪',
    noises: { off: '关闭', browser: '浏览器自带', strong: '强力（RNNoise）' },
    noiseHint: {
      off: '保留所有声音，适合音乐。',
      browser: '消除嗡嗡声和嘶嘶声。',
      strong: '几乎只保留人声，消除键盘、交通和风扇等噪音。',
    },
    echo: '回声消除',
    echoHint: '避免其他人听到自己的回声。只在使用耳机时关闭。',
    gain: '自动音量',
    gainHint: '让轻声变响，让过响的声音变轻。',
    cues: '房间提示音',
    cuesHint: '有人加入、离开、举手或发消息时响一声。开始录制的提示音总会响起。',
    notDone: '此浏览器无法做到。',
  },
  shortcuts: {
    switch: '单键快捷键',
    hint: '如果常常误按，或使用语音输入，可以关闭。',
    space: '按住空格',
    actions: {
      microphone: '开关麦克风',
      camera: '开关摄像头',
      screen: '共享屏幕或停止共享',
      hand: '举手或放下手',
      chat: '打开或关闭聊天',
      talk: '静音时临时发言',
      help: '显示此列表',
    },
  },
  appearance: {
    label: '外观',
    choices: { system: '跟随系统', dark: '深色', light: '浅色' },
  },
};

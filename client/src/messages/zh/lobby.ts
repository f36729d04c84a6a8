import type { Messages } from '../Messages.ts';

export const lobby: Messages['lobby'] = {
  heading: '准备好加入了吗？',
  room: '房间',
  nobody: '房间里还没有人。',
  inside: (count) => `房间里已有 ${count} 人。`,
  name: '你的名字',
  namePlaceholder: '其他人看到的名字',
  nameMissing: '请先输入你的名字。',
  join: '加入',
  preview: '摄像头预览',
  cameraOff: '摄像头已关闭',
  cameraStarting: '正在打开摄像头…',
  cameraMissing: '没有画面',
  level: '麦克风音量',
  noDevices: '未找到设备',
  notAllowed: '未获允许',
  ways: {
    retry: '重试',
    withoutCamera: '不用摄像头加入',
    withoutMicrophone: '不用麦克风加入',
    listenOnly: '只听不说',
  },
};

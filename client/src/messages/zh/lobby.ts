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
  entering: '正在进入…',
  preview: '摄像头预览',
  cameraOff: '摄像头已关闭',
  cameraStarting: '正在打开摄像头…',
  cameraMissing: '没有画面',
  level: '麦克风音量',
  noDevices: '未找到设备',
  notAllowed: '未获允许',
  doors: {
    locked: '房间已锁定，现在不再让新人进入。请稍后再试，或询问里面的人。',
    passcode_required: '此房间设有密码。请询问邀请你的人。',
    wrong_passcode: '密码不正确，请重试。',
    too_many_tries: '错误次数过多。请十分钟后再试。',
  },
  entry: { locked: '房间已锁定。', waitingRoom: '需由主持人让你进入。', recorded: '通话正在录制。' },
  passcode: '密码',
  knocking: {
    title: '正在等待进入',
    text: '主持人知道你来了。一旦有人让你进入，通话就会开始。',
    leave: '离开',
  },
  ways: {
    retry: '重试',
    withoutCamera: '不用摄像头加入',
    withoutMicrophone: '不用麦克风加入',
    listenOnly: '只听不说',
  },
};

import type { Messages } from '../Messages.ts';

export const devices: Messages['devices'] = {
  microphone: '麦克风',
  camera: '摄像头',
  speaker: '扬声器',
  mute: '关闭麦克风',
  unmute: '打开麦克风',
  cameraOff: '关闭摄像头',
  cameraOn: '打开摄像头',
  microphoneMenu: '选择麦克风和扬声器',
  cameraMenu: '选择摄像头',
  unnamed: (kind, position) => `${kind} ${position}`,
};

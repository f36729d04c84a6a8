import type { Messages } from '../Messages.ts';

export const offline: Messages['offline'] = {
  title: '无法连接到通话服务',
  text: '请检查此设备是否已连接到互联网。如果已连接，可能是服务暂时不可用：请稍等片刻，然后重试。',
  again: '重试',
};

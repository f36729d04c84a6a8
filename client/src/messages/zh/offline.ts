import type { Messages } from '../Messages.ts';

export const offline: Messages['offline'] = {
  title: '无法连接到通话服务',
  text: '请检查此设备是否已连接到互联网。如果已连接，可能是服务暂时不可用：恢复后，本页会自动返回。',
  again: '重试',
};

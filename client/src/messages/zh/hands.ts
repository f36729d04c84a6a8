import type { Messages } from '../Messages.ts';
import { listed } from './people.ts';

export const hands: Messages['hands'] = {
  raise: '举手',
  lower: '放下手',
  place: (place) => `第 ${place}`,
  raisedAs: (place) => `已举手，第 ${place} 位`,
  raised: (names) => listed(names, '举手了'),
  lowerOf: (name) => `放下 ${name} 的手`,
};

const names: Messages['reactions']['names'] = {
  '👍': '点赞',
  '❤️': '爱心',
  '😂': '大笑',
  '😮': '惊讶',
  '👏': '鼓掌',
  '🎉': '庆祝',
};

export const reactions: Messages['reactions'] = {
  label: '回应',
  names,
  one: (name, reaction) => `${name}：${names[reaction]}`,
  many: (count) => `${count} 个回应`,
};

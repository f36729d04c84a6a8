import { describe, expect, it } from 'vitest';
import { en } from '../../messages/en.ts';
import { deviceAdvice, type Advice } from './advice.ts';

const advise = (devices: Parameters<typeof deviceAdvice>[0]): Advice[] =>
  deviceAdvice(devices, en.deviceProblems);

const fine = { wanted: true, problem: undefined };

describe('deviceAdvice()', () => {
  it('says nothing while all is well', () => {
    expect(advise({ camera: fine, microphone: fine })).toEqual([]);
  });

  it('says nothing of a device that is not wanted', () => {
    expect(advise({ camera: { wanted: false, problem: 'busy' }, microphone: fine })).toEqual([]);
  });

  it('offers to join without the camera', () => {
    const [advice] = advise({ camera: { wanted: true, problem: 'busy' }, microphone: fine });
    expect(advice).toMatchObject({ about: 'camera', ways: ['retry', 'withoutCamera'] });
  });

  it('says one sentence where both have the same trouble, and offers to listen only', () => {
    const refused = { wanted: true, problem: 'refused' } as const;
    expect(advise({ camera: refused, microphone: refused })).toMatchObject([
      { about: 'both', ways: ['retry', 'listenOnly'] },
    ]);
  });

  it('offers to listen only once where the troubles differ', () => {
    const advice = advise({
      camera: { wanted: true, problem: 'missing' },
      microphone: { wanted: true, problem: 'busy' },
    });
    expect(advice.map(({ about }) => about)).toEqual(['camera', 'microphone']);
    expect(advice.flatMap(({ ways }) => ways).filter((way) => way === 'listenOnly')).toHaveLength(1);
  });
});

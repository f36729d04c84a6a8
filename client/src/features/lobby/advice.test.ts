import { describe, expect, it } from 'vitest';
import { deviceAdvice } from './advice.ts';

const fine = { wanted: true, problem: undefined };

describe('deviceAdvice()', () => {
  it('says nothing while all is well', () => {
    expect(deviceAdvice({ camera: fine, microphone: fine })).toEqual([]);
  });

  it('says nothing of a device that is not wanted', () => {
    expect(deviceAdvice({ camera: { wanted: false, problem: 'busy' }, microphone: fine })).toEqual([]);
  });

  it('offers to join without the camera', () => {
    const [advice] = deviceAdvice({ camera: { wanted: true, problem: 'busy' }, microphone: fine });
    expect(advice).toMatchObject({ about: 'camera', ways: ['retry', 'withoutCamera'] });
  });

  it('says one sentence where both have the same trouble, and offers to listen only', () => {
    const refused = { wanted: true, problem: 'refused' } as const;
    expect(deviceAdvice({ camera: refused, microphone: refused })).toMatchObject([
      { about: 'both', ways: ['retry', 'listenOnly'] },
    ]);
  });

  it('offers to listen only once where the troubles differ', () => {
    const advice = deviceAdvice({
      camera: { wanted: true, problem: 'missing' },
      microphone: { wanted: true, problem: 'busy' },
    });
    expect(advice.map(({ about }) => about)).toEqual(['camera', 'microphone']);
    expect(advice.flatMap(({ ways }) => ways).filter((way) => way === 'listenOnly')).toHaveLength(1);
  });
});

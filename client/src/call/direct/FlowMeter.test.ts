import { expect, test } from 'vitest';
import { FlowMeter } from './FlowMeter.ts';

function meter(...samples: [at: number, counts: Record<string, number>][]) {
  const flows = new FlowMeter();
  for (const [at, counts] of samples) flows.take(at, new Map(Object.entries(counts)));
  return [...flows.flowing];
}

test('a track flows when its count grows', () => {
  expect(meter()).toEqual([]);
  expect(meter([0, { camera: 5 }])).toEqual([]);
  expect(meter([0, { camera: 5, microphone: 9 }], [100, { camera: 6, microphone: 9 }])).toEqual(['camera']);
});

test('a track that is new to the path flows from its second sample', () => {
  expect(meter([0, {}], [100, { camera: 1 }])).toEqual([]);
  expect(meter([0, {}], [100, { camera: 1 }], [200, { camera: 2 }])).toEqual(['camera']);
});

test('what came more than a second ago is over', () => {
  const samples: [number, Record<string, number>][] = [
    [0, { camera: 1 }],
    [100, { camera: 2 }],
  ];
  expect(meter(...samples, [1_000, { camera: 2 }])).toEqual(['camera']);
  expect(meter(...samples, [1_000, { camera: 2 }], [1_200, { camera: 2 }])).toEqual([]);
});

test('looked at once a second it knows as well', () => {
  expect(meter([0, { camera: 1 }], [1_050, { camera: 30 }], [2_100, { camera: 60 }])).toEqual(['camera']);
  expect(meter([0, { camera: 1 }], [1_050, { camera: 30 }], [2_100, { camera: 30 }])).toEqual([]);
});

test('it says when it has looked for long enough', () => {
  const flows = new FlowMeter();
  const known = [0, 300, 400].map((at) => {
    flows.take(at, new Map());
    return flows.knows;
  });
  expect(known).toEqual([false, false, true]);
});

import { expect, test } from 'vitest';
import { cornerRect, corners, isCorner, nearestCorner, ownPlaces } from './ownPlace.ts';

const stages = [
  { width: 344, height: 620, gap: 8 },
  { width: 724, height: 270, gap: 8 },
  { width: 1424, height: 816, gap: 8 },
];

test('four of the places are corners', () => {
  expect(ownPlaces.filter(isCorner)).toEqual(corners);
});

test('one’s own picture is small, and inside the stage in each corner', () => {
  for (const stage of stages) {
    for (const corner of corners) {
      const { x, y, width, height } = cornerRect(stage, corner);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(8);
      expect(x + width).toBeLessThanOrEqual(stage.width - 8);
      expect(y + height).toBeLessThanOrEqual(stage.height - 8);
      expect(width * height).toBeLessThan(stage.width * stage.height * 0.12);
    }
  }
});

test('who lets go of it in a quarter of the stage finds it in its corner', () => {
  for (const stage of stages) {
    for (const corner of corners) {
      const { x, y, width, height } = cornerRect(stage, corner);
      expect(nearestCorner(stage, { x: x + width / 2, y: y + height / 2 })).toBe(corner);
    }
  }
});

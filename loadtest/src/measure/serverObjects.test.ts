import { expect, test } from 'vitest';
import { objectsIn } from './serverObjects.ts';

test('what the workers hold is added up', () => {
  const text = `# HELP parley_rooms Rooms that are open.
# TYPE parley_rooms gauge
parley_rooms 2
parley_people 12
parley_worker_routers{worker="0"} 1
parley_worker_routers{worker="1"} 2
parley_worker_transports{worker="0"} 24
parley_worker_producers{worker="0"} 3
parley_worker_consumers{worker="0"} 40
parley_worker_load{worker="0",of="consumers"} 0.08
`;
  expect(objectsIn(text)).toEqual({
    rooms: 2,
    people: 12,
    routers: 3,
    transports: 24,
    producers: 3,
    consumers: 40,
  });
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Exchange } from '../../../gateway/exchange/exchange.js';
import { type Flight, Flights } from '../../../gateway/server/flights.js';

test('those under way are those that began and have not ended, in whatever order they end', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(), { freq: 2 })), (steps) => {
      const flights = new Flights();
      const open: Flight[] = [];
      for (const [at, ends] of steps.entries()) {
        if (ends === null) open.push(flights.begin({ requestId: String(at) } as Exchange));
        else for (const flight of open.splice(ends % (open.length + 1), 1)) flights.end(flight);
        expect(flights.size).toBe(open.length);
        expect(new Set(flights.exchanges())).toEqual(new Set(open.map(({ exchange }) => exchange)));
      }
    }),
  );
});

test('a request that ends while they are read is still read', () => {
  const flights = new Flights();
  const begun = ['a', 'b', 'c'].map((requestId) => flights.begin({ requestId } as Exchange));
  const read: string[] = [];
  for (const [at, { requestId }] of flights.exchanges().entries()) {
    read.push(requestId);
    flights.end(begun[at] as Flight);
  }
  expect(read).toEqual(['a', 'b', 'c']);
  expect(flights.size).toBe(0);
});

import { describe, expect, it } from '@jest/globals';
import { readTraceparent, traceIdOf } from '../../../../subgraphs/kit/tracing/traceparent.js';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = '00f067aa0ba902b7';
const read = (...stated: string[]) => readTraceparent(stated);

describe('a traceparent', () => {
  it('is read with the one flag that is known here', () => {
    expect(read(`00-${trace}-${parent}-01`)).toBe(`00-${trace}-${parent}-01`);
    expect(read(`00-${trace}-${parent}-00`)).toBe(`00-${trace}-${parent}-00`);
    expect(read(`00-${trace}-${parent}-fe`)).toBe(`00-${trace}-${parent}-00`);
    expect(read(`00-${trace}-${parent}-03`)).toBe(`00-${trace}-${parent}-01`);
  });

  it('of a later version is read as far as it is known', () => {
    expect(read(`01-${trace}-${parent}-01-and more`)).toBe(`00-${trace}-${parent}-01`);
  });

  it.each([
    [''],
    [trace],
    [`00-${trace}-${parent}`],
    [`00-${trace}-${parent}-01-more`],
    [`00-${trace}-${parent}-01 `],
    [`ff-${trace}-${parent}-01`],
    [`01-${trace}-${parent}-01.more`],
    [`00-${'0'.repeat(32)}-${parent}-01`],
    [`00-${trace}-${'0'.repeat(16)}-01`],
    [`00-${trace.toUpperCase()}-${parent}-01`],
    [`00-${trace.slice(1)}-${parent}-01`],
    [`00-${trace}-${parent}-1`],
    [`00-${trace}-${parent}-01\n`],
  ])('malformed is none: %j', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('stated twice is none', () => {
    expect(read(`00-${trace}-${parent}-01`, `00-${trace}-${parent}-01`)).toBeUndefined();
    expect(readTraceparent(undefined)).toBeUndefined();
  });
});

describe('the id of a trace', () => {
  it("is the client's, or else the request's own 16 bytes", () => {
    const requestId = '0191f2f4-0000-7000-8000-000000000001';
    expect(traceIdOf(`00-${trace}-${parent}-01`, requestId)).toBe(trace);
    expect(traceIdOf(undefined, requestId)).toBe('0191f2f4000070008000000000000001');
  });
});

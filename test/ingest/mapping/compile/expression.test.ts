import { describe, expect, it } from '@jest/globals';
import { createExpression, TooCostlyError } from '../../../../ingest/mapping/compile/expression.js';

/** Forty letters that keep `(\w+\s?)+` busy for hours. */
const trap = `${'a'.repeat(40)}!`;

describe('createExpression', () => {
  it.each([
    ['^(\\w+) (\\w+)$', 'Ann EXEMPLAROV', ['Ann EXEMPLAROV', 'Ann', 'EXEMPLAROV']],
    ['(\\d+)\\s*kg', `${'x'.repeat(5000)} 12 kg`, ['12 kg', '12']],
    ['^(?:[A-Z]+-)*(\\d+)$', 'NL-BE-17', ['NL-BE-17', '17']],
    ['\\((.*)\\)', 'Malta (MLT)', ['(MLT)', 'MLT']],
    ['^[+*(]+$', '+*(', ['+*(']],
    ['x', 'y', null],
  ])('finds with %s what the language itself finds, with or without a watchdog', (pattern, text, found) => {
    const match = createExpression(pattern).match(text);
    expect(match === null ? null : [...match]).toEqual(found);
  });

  it('replaces every match, in short and in long texts', () => {
    const { replace } = createExpression('(\\s)\\s*');
    expect(replace('a  b   c', '$1')).toBe('a b c');
    expect(replace('a  b '.repeat(20_000), '$1')).toBe('a b '.repeat(20_000));
  });

  it('gives up a text in which a repetition of a repetition finds no end, and still reads others', () => {
    const expression = createExpression('^(\\w+\\s?)+$');
    const started = performance.now();
    expect(() => expression.match(trap)).toThrow(TooCostlyError);
    expect(() => expression.replace(trap, '')).toThrow(TooCostlyError);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(expression.match('Ann EXEMPLAROV')?.[0]).toBe('Ann EXEMPLAROV');
  });

  it('gives up a long text without any repetition of a repetition', () => {
    expect(() => createExpression('.*.*.*.*.*x').match('a'.repeat(20_000))).toThrow(TooCostlyError);
  });

  it('tries no more texts that need a watchdog after ten that used up their time', () => {
    const expression = createExpression('^(\\w+\\s?)+$');
    for (let time = 0; time < 10; time += 1) expect(() => expression.match(trap)).toThrow(TooCostlyError);
    // A text that would be read at once is refused too, so nothing is tried.
    expect(() => expression.match('Ann EXEMPLAROV')).toThrow(TooCostlyError);
  });
});

import { expect, it } from '@jest/globals';

/** Takes lines away that no compiled code has. */
interface Nothing {
  readonly nothing: string;
}

it('names the line of the source', () => {
  const nothing: Nothing = { nothing: 'here' };
  expect(nothing).toBe('there');
});

it('names the test that hangs', () => new Promise(() => undefined), 100);

import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../policy/decide.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { checksOf, checksOfRole, isWholeAsStated, rightsRows, roleRows, withModels } from './rights.js';

const shipped = loadPolicy();
const policy = withModels(shipped);

describe('rights, one sentence a category', () => {
  it('speak of every category', () => {
    expect([...new Set(rightsRows.map(({ category }) => category))].sort()).toEqual(
      Object.keys(shipped.categories).sort(),
    );
  });
  it.each(rightsRows.map((row) => [row.description, row] as const))('%s', (_sentence, row) => {
    for (const { facts, category, envelope, effect, says } of checksOf(row))
      expect([says, decide(policy, facts, category, envelope).effect]).toEqual([says, effect]);
    expect(isWholeAsStated(policy, row)).toBe(true);
  });
});

describe('roles, one sentence each', () => {
  it('are all spoken of', () => {
    expect(roleRows.map(({ role }) => role).sort()).toEqual(Object.keys(shipped.roles).sort());
  });
  it.each(roleRows.map((row) => [row.description, row] as const))('%s', (_sentence, row) => {
    for (const { facts, category, envelope, effect, says } of checksOfRole(row))
      expect([says, decide(policy, facts, category, envelope).effect]).toEqual([says, effect]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { sql } from '../../../../storage/kysely.js';
import { compileStatement } from '../../../../storage/pool/database.js';
import { isInScope, mayBeInScope } from '../../../../subgraphs/kit/described/scope.js';
import type { SourceSession } from '../../../../subgraphs/kit/sourceSession.js';

/** A session that says which walls are asked for, and whose rows are judged as stated. */
const session = (isFull: boolean) =>
  ({
    category: (field: string) => field,
    isFull: () => isFull,
    wall: () => ({ full: (category: string) => sql`full_of(${sql.lit(category)})` }),
  }) as unknown as SourceSession;

describe('records of lists and programmes', () => {
  const scope = { feeds: ['ofac-sdn'], programmes: ['SDGT'] };

  it('are found in SQL where feed and programme are in full', () => {
    const text = compileStatement(sql`select ${isInScope(session(true), 'Person', scope)}`).sql;
    expect(text).toContain("full_of('Person.handling')");
    expect(text).toContain("full_of('Person.sanctions')");
  });

  it('are judged again row by row, where a programme is asked for', () => {
    const judged = (isFull: boolean, programmes: readonly string[] | null) =>
      mayBeInScope(session(isFull), 'Person', { feeds: null, programmes }, {} as never);
    expect([judged(true, ['SDGT']), judged(false, ['SDGT']), judged(false, null)]).toEqual([true, false, true]);
  });
});

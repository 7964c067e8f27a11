import { describe, expect, test } from '@jest/globals';
import { nextOrder } from '../../../console/parts/table/column.js';

describe('the order of a table', () => {
  test('goes by presses on a head: smallest first, largest first, as the graph gives it', () => {
    const first = nextOrder(undefined, 'NAME');
    expect(first).toEqual({ field: 'NAME', direction: 'ASC' });
    expect(nextOrder(first, 'NAME')).toEqual({ field: 'NAME', direction: 'DESC' });
    expect(nextOrder({ field: 'NAME', direction: 'DESC' }, 'NAME')).toBeUndefined();
  });

  test('begins anew with another head', () => {
    expect(nextOrder({ field: 'NAME', direction: 'DESC' }, 'BIRTH_DATE')).toEqual({
      field: 'BIRTH_DATE',
      direction: 'ASC',
    });
  });
});

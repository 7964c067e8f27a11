import { expect, test } from '@jest/globals';
import type { Answered } from '../../../../../client/index.js';
import { originOf } from '../../../../../console/pages/search/found/originOf.js';
import { handlingColumns, kindSearch, kinds } from '../../../../../console/pages/search/kinds.js';
import { fieldsOf } from '../../../../../console/parts/coordinates.gql.js';

const id = 'x';
const extensions = { requestId: '1' };

test('Each cell of a row has a place in the schema, whether it is kept itself or the object above it', () => {
  for (const kind of kinds) {
    for (const column of [...kindSearch[kind].columns, ...handlingColumns.flat()]) {
      const [field = '', below] = column.path;
      const shown: Answered = { data: { row: { [field]: below ? { [below]: 1 } : 1 } }, extensions };
      const kept: Answered = { data: { row: { [field]: null } }, extensions };
      for (const answer of [shown, kept]) {
        const { coordinate } = originOf(answer, kind, { path: ['row'], id }, column);
        const [type = '', name = ''] = coordinate.split('.');
        expect([coordinate, fieldsOf[type]?.split(' ').includes(name)]).toEqual([coordinate, true]);
      }
      expect(originOf(kept, kind, { path: ['row'], id }, column).record).toBe(id);
    }
  }
});

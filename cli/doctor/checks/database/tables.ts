import { assertNoDifferences } from '../../../../storage/tables/assert.js';
import type { Check } from '../../check.js';
import { fine } from '../../finding.js';

/** Whether all migrations of this version were applied, and the tables are what it describes. */
export const tables: Check = {
  name: 'tables',
  lookAtData: async ({ databases }) => {
    await databases.assertMigrated();
    assertNoDifferences(await databases.differences());
    return [fine('tables', 'They are those of this version.')];
  },
};

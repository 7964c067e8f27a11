import { countUnanalysed } from '../../../ingest/publishing/reindexNames.js';
import { assertCoversProduct } from '../../../policy/loading/closure.js';
import { parsePolicy } from '../../../policy/loading/load.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import { assertNoDifferences } from '../../../storage/tables/assert.js';
import { counted } from '../../output/counted.js';
import type { Check } from '../check.js';
import { fine, warning } from '../finding.js';

/** Whether the policy says something of every category of this version: otherwise nothing starts. */
export const coverage: Check = {
  name: 'policy',
  look: ({ settings: { policyDir } }) => {
    const files = readPolicyFiles(policyDir);
    assertCoversProduct(parsePolicy(files), files);
    return [fine(policyDir ?? "the product's policy", 'It covers all that this version has.')];
  },
};

/** What the first start does to the tables. */
export const migrations: Check = {
  name: 'tables',
  lookAtData: async ({ databases }) => {
    const pending = await databases.pending();
    if (pending.length === 0) {
      assertNoDifferences(await databases.differences());
      return [fine('tables', 'They are those of this version.')];
    }
    return [
      warning(
        'tables',
        `The first start applies ${counted(pending.length, 'migration')}: ${pending.join(', ')}.`,
        'Back up first: the version before starts no more after that.',
      ),
    ];
  },
};

/** What the first start does to stored names. */
export const names: Check = {
  name: 'names',
  lookAtData: async ({ databases, read }) => {
    const count = await countUnanalysed((source, text) =>
      read(databases.adminUrl(source), async (db) => Number((await db.query({ text })).rows[0]?.count)),
    );
    if (count === 0) return [fine('names', 'Those that are stored stay as they are.')];
    return [
      warning(
        'names',
        `The names of ${counted(count, 'record')} are analysed again, behind "ready".`,
        'Until then searches by name say PARTIAL. Where no login may write records: portcullis database complete.',
      ),
    ];
  },
};

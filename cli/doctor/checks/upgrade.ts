import { Kind, parse } from 'graphql';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { countUnanalysed } from '../../../ingest/publishing/reindexNames.js';
import { assertCoversProduct } from '../../../policy/loading/closure.js';
import { parsePolicy } from '../../../policy/loading/load.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import { readPackageFile } from '../../../schema/files.js';
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

/**
 * Fields that answers had and this version has not, and to whom they went last. Why by what was counted: the schema of the version that
 * serves is not at hand. Input, arguments and values are not counted: `schema diff` says what becomes of them.
 */
export const fields: Check = {
  name: 'fields',
  lookAtData: async ({ databases, read }) => {
    const lost = await read(databases.gatewayUrl, (db) => findLost(db, shownFields()));
    if (lost.length === 0) return [fine('fields', 'It has all that answers had, as far as was counted.')];
    return lost.map(({ coordinate, last, more }) =>
      warning(
        coordinate,
        `It is gone. Last answered to ${last}${more > 0 ? `, and to ${counted(more, 'other')}` : ''}.`,
        `Tell them first: portcullis usage ${coordinate}`,
      ),
    );
  },
};

/** `Type.field` of all that clients may ask. Why of the text: making a schema of it would hold up the other checks. */
function shownFields(): readonly string[] {
  const { definitions } = parse(readPackageFile('schema', 'supergraph.graphql'), { noLocation: true });
  return definitions.flatMap((type) => {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
    const shown = (type.fields ?? []).filter(
      ({ directives }) => !directives?.some(({ name }) => name.value === 'inaccessible'),
    );
    return shown.map(({ name }) => `${type.name.value}.${name.value}`);
  });
}

/** A field that is gone, and who was answered it last: agency, client, document and day. */
interface Lost {
  readonly coordinate: string;
  readonly last: string;
  /** How many others were answered it earlier. */
  readonly more: number;
}

async function findLost(db: LogQuery, known: readonly string[]): Promise<readonly Lost[]> {
  const { rows } = await db.query({
    text: `select coordinate, count(*)::int - 1 as more, (array_agg(concat_ws(' ', agency, client,
        coalesce(nullif(document_id, ''), 'free text'), 'on ' || last_on) order by last_on desc, agency, client, document_id))[1] as last
      from (select coordinate, agency, client, document_id, max(last_on) as last_on from gateway.usage
        where not coordinate = any($1) group by 1, 2, 3, 4) asked
      group by coordinate order by coordinate`,
    values: [known],
  });
  return rows as unknown as readonly Lost[];
}

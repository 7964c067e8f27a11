import { checkLinks } from '../../../schema/records/checks/checkLinks.js';
import { assertedOf } from '../../../schema/records/description/columns.js';
import { type PersonLink, personLinksOf } from '../../../schema/records/description/personLink.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';
import { sql } from '../../../storage/kysely.js';
import type { LinksOfTable, SubgraphModule } from '../module.js';
import { linkColumnsOf } from '../wall/linkSubject.js';

const descriptions: readonly RecordDescription[] = Object.values(records);

/** The links to persons that a record and its lists state. */
export function statedLinks(description: RecordDescription): readonly LinksOfTable[] {
  const { source, table } = description;
  return personLinksOf(description).map((link) => {
    const isRecord = link.table === table;
    const from = `${source}.${table} r`;
    return {
      from: sql.raw(isRecord ? from : `${source}.${link.table} x join ${from} on r.id = x.${table}_id`),
      record: sql.raw<string>('r.id'),
      link: linkColumnsOf(link, isRecord ? 'r' : 'x'),
    };
  });
}

/** Record types of a source that are themselves links to persons. */
export function recordLinksOf(module: SubgraphModule<string>): ReadonlyMap<string, PersonLink> {
  return new Map(
    ownOf(module).flatMap((description) =>
      personLinksOf(description).flatMap((link) =>
        link.table === description.table ? [[description.type, link] as const] : [],
      ),
    ),
  );
}

/**
 * @throws Error where a record of the source points at a person who could not be protected, or by a link to persons that
 *   the module does not state
 */
export function assertProtected(module: SubgraphModule<string>): void {
  const { name, links = {} } = module;
  for (const description of ownOf(module)) {
    const [fault] = checkLinks(description);
    if (fault !== undefined) throw new Error(fault);
    const stated = (links[`${name}.${description.table}`] ?? []).map(({ link }) => link.type);
    const missing = linksOf(description).find(({ type }) => !stated.includes(type));
    if (missing)
      throw new Error(
        `${name}: ${description.type} links to persons by ${missing.type}, which the module's \`links\` lack`,
      );
  }
}

/** Links to persons of a record, and of the records that it asserts. */
function linksOf(description: RecordDescription): readonly PersonLink[] {
  const asserted = assertedOf(description.fields).map(({ field }) => field.asserts);
  return [description, ...descriptions.filter(({ kind }) => asserted.includes(kind))].flatMap(personLinksOf);
}

function ownOf({ name, records: types }: SubgraphModule<string>): readonly RecordDescription[] {
  return descriptions.filter(({ source, type }) => source === name && types.includes(type));
}

import type { RecordSourceName } from '../../../../schema/sources.js';
import type { Select } from '../../described/select.js';
import type { RawObject } from '../../described/toObject.js';
import type { KitSession } from '../../session/session.js';
import { type AskedSubject, namedAlike } from '../asked.js';
import { noteAbove, type OwnedRecord, toHolding, toNamesake } from '../holding.js';
import type { SubjectPart } from '../holdings.js';
import { findLinks, type LinkRow } from './findLinks.js';
import { type LinkTable, linkTablesOf } from './linkTable.js';
import { type ReadRecords, recordReader } from './recordData.js';
import { type ToldLink, tellLink } from './tellLink.js';

/** Finds the asked person's links in one source, of each table of links one part. */
export type FindLinkHoldings = (session: KitSession, asked: AskedSubject) => Promise<readonly SubjectPart[]>;

/** Reads what the asked person owns or directs by links of a type: of each link, records that are told with it. */
export type ReadOwned = (
  session: KitSession,
  asked: AskedSubject,
  type: string,
  links: readonly RawObject[],
) => Promise<(link: RawObject) => readonly OwnedRecord[]>;

/**
 * The links to persons that a source keeps, made from the descriptions of its records: lists of persons, and records that are links
 * themselves, such as relations.
 */
export function linkHoldingsIn(source: RecordSourceName, readOwned?: ReadOwned): FindLinkHoldings {
  const tables = linkTablesOf(source).map((links) => ({
    links,
    read: links.isRecord ? null : recordReader(links.description),
  }));
  return (session, asked) =>
    Promise.all(tables.map(({ links, read }) => partOf(session, asked, links, { read, readOwned })));
}

async function partOf(
  session: KitSession,
  asked: AskedSubject,
  links: LinkTable,
  { read, readOwned }: { readonly read: ReadRecords | null; readonly readOwned: ReadOwned | undefined },
): Promise<SubjectPart> {
  const rows = await findLinks(session, links, asked);
  // One link of the number that the officer decided to be the person's tells whose the number is.
  const isEoriTold = asked.isEoriTold || rows.some((row) => isConfirmedEori(asked, row));
  const told = rows.flatMap((row) => {
    const is = tellLink({ ...asked, isEoriTold }, statedIn(row));
    return is === null ? [] : [{ row, is }];
  });
  const open = told.filter(({ row }) => row.asked_opened);
  const select = links.select(session);
  const found = open.flatMap(({ row, is }) =>
    is === 'NAMESAKE' ? [] : [{ row, is, object: objectOf(select, row, is, links) }],
  );
  const recordOf = await read?.(
    session,
    found.map(({ row }) => row),
  );
  const { type } = links.rows;
  const alike = namedAlike(asked);
  const alikeBy = ({ asked_name: name }: LinkRow) => (name !== null && alike(name) ? 'NAME' : 'EORI');
  const ofPerson = found.filter(({ is }) => is.isNamed).map(({ object }) => object);
  const ownedBy = await readOwned?.(session, asked, type, ofPerson);
  const shown = found.flatMap(({ row, is, object }) => {
    const record = recordOf ? { id: row.id, type: links.description.type, ...recordOf(row) } : null;
    const holding = toHolding(session, {
      type,
      id: idOf(row),
      row,
      object,
      record,
      owned: ownedBy?.(object) ?? [],
      ...is,
    });
    return holding ? [{ holding, names: [idOf(row), ...(record || !row.ref ? [] : [row.ref])] }] : [];
  });
  return {
    found: shown.map(({ holding }) => holding),
    namesakes: open.flatMap(({ row, is }) =>
      is === 'NAMESAKE' ? (toNamesake(session, { type, id: idOf(row), row, alikeBy: alikeBy(row) }) ?? []) : [],
    ),
    aboveClearance: told.filter(({ row, is }) => !row.asked_opened && isFound(is) && noteAbove(session, row)).length,
    names: shown.flatMap(({ names }) => names),
  };
}

function isConfirmedEori({ eori, confirmed }: AskedSubject, row: LinkRow): boolean {
  return eori !== null && row.asked_eori === eori && row.asked_opened && confirmed.includes(idOf(row));
}

const idOf = (row: LinkRow): string => row.child_id ?? row.id;

/** Found by what the row says: nobody can have decided about one that he does not see. */
const isFound = (is: ToldLink | 'NAMESAKE'): boolean => is !== 'NAMESAKE' && is.foundBy !== 'CONFIRMED';

function statedIn(row: LinkRow) {
  return {
    id: idOf(row),
    asked_opened: row.asked_opened,
    name: row.asked_name,
    birthDate: row.asked_birth_date,
    eori: row.asked_eori,
    refs: row.asked_refs,
    isNobody: row.asked_nobody,
  };
}

/** What the link states; where it names somebody else, without what is of that person. */
function objectOf({ toObject }: Select, row: LinkRow, { isNamed }: ToldLink, { ofEnd }: LinkTable): RawObject {
  const object = toObject(row);
  if (!isNamed) {
    for (const path of ofEnd) drop(object, path);
    return object;
  }
  const { asked_category: category, asked_minor: minor } = row;
  return category === null && minor === null ? object : { ...object, subject: { category, minor } };
}

function drop(object: Record<string, unknown>, [name = '', ...rest]: readonly string[]): void {
  const below = object[name];
  if (rest.length === 0) object[name] = null;
  else if (typeof below === 'object' && below !== null) drop(below as Record<string, unknown>, rest);
}

import { getNamedType, isObjectType } from 'graphql';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';
import type { Askable } from './askable.js';
import type { Answered } from './questioned.js';

/** How many there are, as the graph answers it: exactly, or at least. */
interface Count {
  readonly number: number | null;
  readonly atLeast: number | null;
}

/** Asks every list of records how long it is, and counts the rows that it must have. */
export async function askCounts(askable: Askable): Promise<Answered> {
  const lists = listsOf(askable);
  const fields = lists.map(({ field }) => `${field} { totalCount { number atLeast } }`);
  const counts = (await askable.ask(`{ ${fields.join(' ')} }`)) as Readonly<Record<string, { totalCount: Count }>>;
  let seen = 0;
  const loose: string[] = [];
  for (const { field, record } of lists) {
    const told = counts[field]?.totalCount;
    const rows = await countVisible(askable, record);
    const name = `${record.source}.${record.table}`;
    if (!isLike(told, rows)) return { verdict: 'WRONG', seen, why: `${name} has another number of rows` };
    if (rows.unnoted > 0) loose.push(name);
    seen += rows.visible;
  }
  if (loose.length === 0) return { verdict: 'ANSWERED', seen };
  return { verdict: 'NOT_ASKED', seen, why: `envelopes are not all noted yet of ${loose.join(', ')}` };
}

/** Whether it is what the rows say. Records whose envelope is not noted yet are counted only once it is. */
function isLike(told: Count | undefined, { visible, unnoted }: Awaited<ReturnType<typeof countVisible>>): boolean {
  if (!told) return false;
  const most = visible + unnoted;
  return told.number === null ? (told.atLeast ?? 0) <= most : visible <= told.number && told.number <= most;
}

/** The lists of records at the root of the graph. */
function listsOf({ apiSchema }: Askable): readonly { readonly field: string; readonly record: RecordDescription }[] {
  const fields = Object.values(apiSchema.getQueryType()?.getFields() ?? {});
  return Object.values<RecordDescription>(records).flatMap((record) => {
    const field = fields.find(({ type, args }) => {
      const named = getNamedType(type);
      const isList = named.name === `${record.type}Connection` && isObjectType(named);
      return isList && 'totalCount' in named.getFields() && !args.some(({ name }) => name === 'list');
    });
    return field ? [{ field: field.name, record }] : [];
  });
}

async function countVisible(askable: Askable, { source, table }: RecordDescription) {
  const keys = await askable.keysOf(source as Parameters<Askable['keysOf']>[0], null);
  const [row] = await askable.rows<{ readonly visible: string; readonly unnoted: string }>(
    source as Parameters<Askable['rows']>[0],
    `select count(*) filter (where envelope_key = any($1::uuid[]) and (expires_at is null or expires_at > $2)) as visible,
       count(*) filter (where envelope_key is null) as unnoted from ${source}.${table}`,
    [keys, askable.asOf],
  );
  return { visible: Number(row?.visible), unnoted: Number(row?.unnoted) };
}

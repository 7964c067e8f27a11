import { countDisclosed } from '../../auditlog/disclosed.js';
import type { DisclosedGroup } from '../../auditlog/types.js';
import type { OpenExport } from '../../ingest/exports/openExport.js';
import { namedRecords } from './namedRecords.js';
import type { Change, Look, OperatorLog } from './operatorAct.js';

/** Most records that one entry of the log names. */
const mostNamed = 10_000;

/** The records of an export, for its INTENT. Where there are more than one entry names, each ten thousand get an entry before it. */
export async function nameExported(
  { id, operator, originator, startedAt }: Omit<Change, 'act'> & { readonly originator: string },
  opened: Pick<OpenExport, 'ids'>,
  operatorLog: Pick<OperatorLog, 'look'>,
): Promise<readonly DisclosedGroup[]> {
  let groups: DisclosedGroup[] = [];
  let entries = 0;
  const write = async (): Promise<void> => {
    const looks = groups.map((group): Look => {
      entries += 1;
      const facts = { export: id, type: group.type, records: group.ids.length };
      const common = { operator, originator, startedAt, facts, disclosed: [group] };
      return { act: 'exportRecords', id: `${id}.records.${entries}`, ...common };
    });
    groups = [];
    await operatorLog.look(...looks);
  };
  for await (const { kind, ids } of opened.ids()) {
    // Why now: all ids of an export at once may not fit in memory.
    if (countDisclosed(groups) + ids.length > mostNamed) await write();
    groups.push(namedRecords(kind, originator, ids));
  }
  if (entries > 0) await write();
  return groups;
}

import { countDisclosed } from '../../auditlog/disclosed.js';
import type { DisclosedGroup } from '../../auditlog/types.js';
import type { OpenExport } from '../../ingest/exports/openExport.js';
import { namedRecords } from './namedRecords.js';
import type { Change, Look, OperatorLog } from './operatorAct.js';

/** Records that one entry of the log names. */
const mostNamed = 10_000;

/**
 * Whom an export tells of, for its INTENT. Where one entry cannot name them all, each ten thousand get an entry of their
 * own, before anything leaves.
 */
export async function nameExported(
  { id, operator, originator, startedAt }: Omit<Change, 'act'> & { readonly originator: string },
  opened: Pick<OpenExport, 'ids'>,
  operatorLog: Pick<OperatorLog, 'look'>,
): Promise<readonly DisclosedGroup[]> {
  const groups: DisclosedGroup[] = [];
  for await (const { kind, ids } of opened.ids()) {
    groups.push(namedRecords(kind, originator, ids));
  }
  if (countDisclosed(groups) <= mostNamed) return groups;
  const parts = groups.map((group, part): Look => {
    const facts = { export: id, type: group.type, records: group.ids.length };
    const common = { operator, originator, startedAt, facts, disclosed: [group] };
    return { act: 'exportRecords', id: `${id}.records.${part + 1}`, ...common };
  });
  await operatorLog.look(...parts);
  return [];
}

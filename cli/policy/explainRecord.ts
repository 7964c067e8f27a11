import { labelOf } from '../../policy/explaining/labelOf.js';
import { explainRecord } from '../../policy/explaining/recordExplained.js';
import type { Policy } from '../../policy/policy.js';
import { guardsOf } from '../../schema/access.js';
import { badUserInput } from '../../schema/errors.js';
import type { LookAt, LookedAt, NamedRecord } from '../../subgraphs/kit/explaining/lookAt.js';
import { sourceOfRows } from '../../subgraphs/kit/explaining/placed.js';
import { withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { beginAct, type Look, type OperatorLog } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { print } from '../output/printLine.js';
import { openLocalSource } from '../serve/localSources.js';
import { type ExplainCommand, factsOf, headOf, printExplanation } from './explain.js';

/** A viewer, and the field of one record to explain. */
export interface ExplainRecordCommand extends Omit<ExplainCommand, 'policyDir'> {
  /** `TYPE:ID`, e.g. `Person:person_...`; for a link to a person, the link's own id. */
  readonly record: string;
  readonly operator: string;
}

/** The source that an explanation reads, and the log of the look. */
export interface RecordsOfSource {
  readonly policy: Policy;
  readonly lookAt: LookAt;
  readonly operatorLog: Pick<OperatorLog, 'look'>;
}

/** Explains a field of a record of this deployment. @throws what `explainOnRecord` throws; StorageError */
export async function runExplainRecord(settings: Settings, command: ExplainRecordCommand): Promise<void> {
  const source = sourceOfRows(toNamed(command.record).type);
  if (source === null) throw noType(command.record);
  await withCommandContext(settings, async (context, log) => {
    const { subgraph, close } = openLocalSource(source, { settings, context, log });
    const operatorLog = createOperatorLog(settings, context, log);
    const { policy } = context;
    await explainOnRecord(command, { policy, lookAt: subgraph.lookAt, operatorLog }).finally(close);
  });
}

/**
 * Prints what a viewer gets of a field of one record, by which rules, and what would give more; no value. A record that the
 * viewer may not know of is answered as one that does not exist. The look is logged first.
 *
 * @throws BAD_USER_INPUT for an unknown agency, field or type; AUDIT_UNAVAILABLE: then nothing is printed
 */
export async function explainOnRecord(
  command: ExplainRecordCommand,
  { policy, lookAt, operatorLog }: RecordsOfSource,
): Promise<void> {
  const facts = factsOf(policy, command);
  const guards = guardsOf(labelOf(command.coordinate, 'coordinate'));
  const named = toNamed(command.record);
  const found = await lookAt(facts, named, command.coordinate);
  await operatorLog.look(lookOf(command, named, found));
  if (!found) {
    const { coordinate: field, record } = command;
    print(command, { field, record, known: false }, () => [headOf(command, record), notKnown]);
    return;
  }
  const { envelope, subject, deciding, readable, standing } = found;
  const explanation = explainRecord({ policy, facts, guards, envelope, subject }, deciding, readable);
  // Why a hit too: a hit says whom to ask.
  const originator = readable.handling || standing === 'HIT' ? envelope.originator : null;
  printExplanation(command, policy, explanation, { record: command.record, originator });
}

const notKnown = 'No such record, or none that this viewer may know of.';

/** The look, for the log: it discloses the record, and its handling where restrictions are named. */
function lookOf(command: ExplainRecordCommand, { type, id }: NamedRecord, found: LookedAt | null): Look {
  const { agency, role, purpose = null, caseReference = null, coordinate, record, operator } = command;
  const originator = found?.envelope.originator ?? null;
  const categories = found?.readable.handling ? ['handling'] : [];
  const hit = found?.standing === 'HIT' ? { hit: true } : {};
  return {
    act: 'policyExplain',
    ...beginAct('look', operator, originator),
    facts: { record, field: coordinate, agency, role, purpose, caseReference },
    disclosed: found ? [{ type, originator, categories, ids: [id], ...hit }] : [],
  };
}

function toNamed(record: string): NamedRecord {
  const [, type, id] = /^([A-Z][A-Za-z]{0,50}):(\S{1,100})$/.exec(record) ?? [];
  if (type === undefined || id === undefined) throw noType(record);
  return { type, id };
}

function noType(record: string): Error {
  return badUserInput(`${record.slice(0, 100)} names no record.`, {
    at: '--record',
    hint: 'Write TYPE:ID, e.g. Person:person_...',
  });
}

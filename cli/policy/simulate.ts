import type { AuditKeys } from '../../auditlog/keys.js';
import type { LogQuery } from '../../auditlog/store/pool.js';
import { listLogs } from '../../auditlog/store/rows.js';
import type { EntryHeader } from '../../auditlog/types.js';
import { decide } from '../../policy/decide.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { Policy } from '../../policy/policy.js';
import { isCaseOf } from '../../policy/rules/caseReference.js';
import { ordinary } from '../../policy/space/records.js';
import { badUserInput } from '../../schema/errors.js';
import { withAuditLog } from '../audit/access.js';
import { type DecidedAgain, decideAgain } from '../audit/replay/decideAgain.js';
import type { Lack } from '../audit/replay/readDecided.js';
import { type PlacedDecided, streamDecided } from '../audit/replay/streamDecided.js';
import type { Settings } from '../config.js';
import { openLog } from '../log.js';
import { beginAct, type OperatorLog } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { type Output, print } from '../output/printLine.js';
import { factsOf } from './explain.js';
import { type ChangedAnswers, changesOf, Tally } from './simulated.js';

/** Options of `portcullis policy diff --log`. */
export interface SimulateCommand extends Output {
  readonly directory: string;
  readonly days: number;
  readonly agency: string;
  readonly caseReference: string | undefined;
  readonly operator: string;
  /** Called with the number of entries read so far. */
  readonly progress: (entries: number) => void;
}

/** The log that a simulation reads, and the one that it is logged in. */
export interface SimulatedLog {
  readonly pool: LogQuery;
  readonly keys: Partial<AuditKeys>;
  /** The deployment's policy: it decides whose entries the auditor may read. */
  readonly policy: Policy;
  readonly operatorLog: Pick<OperatorLog, 'look'>;
}

/** Why an entry cannot be decided again. */
type Undecidable = Lack | 'UNDERSTOOD';

/**
 * Decides the logged decisions of the last days again, by another policy, and prints whose answers would change: no value, no record, no
 * person. The look is logged before anything is read.
 *
 * @returns the exit code: 0 where nothing would change, 1 where something would
 * @throws PolicyError; PortcullisError BAD_USER_INPUT; AUDIT_UNAVAILABLE: then nothing is printed
 */
export async function runSimulate(settings: Settings, command: SimulateCommand): Promise<number> {
  const next = parsePolicy(readPolicyFiles(command.directory));
  return await withAuditLog(settings, async ({ pool, keys }, context) => {
    const operatorLog = createOperatorLog(settings, context, openLog({ logLevel: 'silent' }));
    return await simulate(command, next, { pool, keys, policy: context.policy, operatorLog });
  });
}

/** As `runSimulate`, on an open log. */
export async function simulate(
  command: SimulateCommand,
  next: Policy,
  { pool, keys, policy, operatorLog }: SimulatedLog,
): Promise<number> {
  const { days, agency, caseReference = null, operator } = command;
  const isWanted = wantedBy(policy, command);
  const to = new Date();
  const from = new Date(to.getTime() - days * 86_400_000).toISOString();
  const logs = await listLogs(pool);
  const facts = { agency, role: 'AUDITOR', caseReference, from, days, policyVersion: next.version };
  await operatorLog.look({ act: 'policySimulate', ...beginAct('look', operator, agency), facts });
  const found: Found = { tally: new Tally(), read: 0, changed: 0, decisions: 0, undecidable: {} };
  for (const log of logs)
    for await (const read of streamDecided(pool, keys, { log, from, to: to.toISOString(), isWanted })) {
      command.progress(found.read + 1);
      note(command, found, read, decideUnder(next, read));
    }
  report(command, next, from, found);
  return found.changed === 0 ? 0 : 1;
}

interface Found {
  readonly tally: Tally;
  /** Entries. */
  read: number;
  changed: number;
  decisions: number;
  readonly undecidable: Partial<Record<Undecidable, number>>;
}

function decideUnder(next: Policy, { entry, lacks }: PlacedDecided): DecidedAgain | Undecidable {
  const [lack] = lacks;
  if (lack !== undefined || entry === null) return lack ?? 'ENTRY';
  const { agency, agencyKind } = entry.header;
  // Why the new kind: a token issued under that policy would state it.
  const kind = next.agencies[agency ?? '']?.kind ?? agencyKind;
  try {
    return decideAgain(next, { ...entry, header: { ...entry.header, agencyKind: kind } });
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return 'UNDERSTOOD';
    throw error;
  }
}

function note(command: Output, found: Found, read: PlacedDecided, again: DecidedAgain | Undecidable): void {
  const { log, index, header } = read;
  // What was refused before any decision would be refused again.
  if (again === 'DECISIONS' && header?.kind === 'REFUSED') return;
  found.read += 1;
  if (typeof again === 'string' || header === null) {
    const lack = typeof again === 'string' ? again : 'ENTRY';
    found.undecidable[lack] = (found.undecidable[lack] ?? 0) + 1;
    return;
  }
  found.decisions += again.compared;
  const changes = changesOf(again);
  if (changes.length === 0) return;
  found.changed += 1;
  found.tally.add(header, changes);
  const { agency, role, purpose, at } = header;
  if (command.json) command.out(JSON.stringify({ log, index, at, agency, role, purpose, changes }));
}

/**
 * Whose entries an auditor may read, with their bodies, by the deployment's policy.
 *
 * @throws PortcullisError BAD_USER_INPUT for a case reference of the wrong form, or, with the rule, where it may read nobody's
 */
function wantedBy(policy: Policy, { agency, caseReference }: SimulateCommand): (header: EntryHeader) => boolean {
  const facts = factsOf(policy, { agency, role: 'AUDITOR', purpose: 'DATA_PROTECTION_AUDIT', caseReference });
  const decisionsOn = (originator: string) =>
    ['audit.log', 'audit.content'].map((category) => decide(policy, facts, category, { ...ordinary, originator }));
  const isReadable = (originator: string): boolean => decisionsOn(originator).every(({ effect }) => effect === 'FULL');
  const readable = new Set(Object.keys(policy.agencies).filter(isReadable));
  if (readable.size === 0) {
    const { rule } = decisionsOn(agency).find(({ effect }) => effect !== 'FULL') ?? { rule: '' };
    const hint = 'Name an agency whose AUDITOR may read bodies of the log, and the case for it: --agency, --case.';
    throw badUserInput(`An AUDITOR of ${agency} reads no body of the log, by ${rule}.`, { at: '--agency', hint });
  }
  const { example = '' } = policy.agencies[agency]?.caseReference ?? {};
  if (caseReference !== undefined && !isCaseOf(policy.agencies[agency], caseReference))
    throw badUserInput(`The case does not have the form of ${agency}.`, { at: '--case', hint: `E.g. ${example}.` });
  return ({ agency: of, role, kind }) => of !== null && role !== null && kind !== 'INTENT' && readable.has(of);
}

const why: Readonly<Record<Undecidable, string>> = {
  ENTRY: 'do not exist',
  EXPIRED: 'have expired, and no longer say whose they were',
  BODY: 'were erased',
  DECISIONS: 'do not state what was decided, e.g. since they are of an earlier version or of foreign sources',
  ENVELOPE: 'name an envelope that is gone or was replaced',
  MANIFEST: 'are of a source that does not state what it decided',
  UNDERSTOOD: 'name an envelope that this version cannot read',
};

function report(command: SimulateCommand, next: Policy, from: string, found: Found): void {
  const { read, changed, decisions, undecidable, tally } = found;
  const changes = tally.list();
  const summary = { policyVersion: next.version, from, answers: read, changed, decisions, undecidable, changes };
  print(command, summary, () => [
    ...changes.map(lineOf),
    ...Object.entries(undecidable).map(([lack, count]) => `UNDECIDED  ${count} answers ${why[lack as Undecidable]}.`),
    `${changed} of ${read} answers since ${from} would change, with ${decisions} decisions; policy ${next.version.slice(0, 16)}.`,
  ]);
}

function lineOf({ turn, agency, role, purpose, what, was, now, decisions, answers }: ChangedAnswers): string {
  return `${turn}  ${agency} ${role}, ${purpose ?? 'no purpose'}: ${wordsOf(what)} ${was}, now ${now}: ${decisions} decisions in ${answers} answers`;
}

function wordsOf(what: string): string {
  if (what === 'standing') return 'what may be known of records';
  return what === 'inputs' ? 'filters and look-ups' : what.replaceAll(' ', ' with ');
}

import { type Explanation, explain } from '../../policy/explaining/explain.js';
import { labelOf } from '../../policy/explaining/labelOf.js';
import { mostOfAsked } from '../../policy/explaining/situation.js';
import { explanationInWords } from '../../policy/explaining/words.js';
import { mayExport } from '../../policy/exportRight.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { meantOrOneOf } from '../../policy/loading/mistake.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { Policy } from '../../policy/policy.js';
import type { Purpose, RequestFacts, Role } from '../../policy/types.js';
import { guardsOf } from '../../schema/access.js';
import { badUserInput } from '../../schema/errors.js';
import { type Output, print } from '../output/printLine.js';

/** A viewer, and the field to explain. */
export interface ExplainCommand extends Output {
  readonly policyDir: string | undefined;
  readonly agency: string;
  readonly role: Role;
  readonly purpose: Purpose | undefined;
  readonly caseReference: string | undefined;
  /** `Type.field`. */
  readonly coordinate: string;
  /** On a record that was found to be that of the person who asks what is held of them. */
  readonly ofAsked?: boolean | undefined;
}

/**
 * Prints the most that a viewer gets of a field, by which rules, and the smallest changes that would give more.
 *
 * @throws BAD_USER_INPUT for an unknown agency, role or coordinate; PolicyError
 */
export function explainField(command: ExplainCommand): void {
  const policy = parsePolicy(readPolicyFiles(command.policyDir));
  const facts = factsOf(policy, command);
  const access = labelOf(command.coordinate, 'coordinate');
  const situation = { policy, facts, guards: guardsOf(access), envelope: null, subject: null };
  const explanation = explain(situation, command.ofAsked ? mostOfAsked : undefined);
  printExplanation(command, policy, explanation, {});
}

/**
 * Prints an explanation.
 *
 * @param of.record the record that it is about, if any
 * @param of.originator whom to ask about the record's restrictions; null: must not be named
 */
export function printExplanation(
  command: Viewing & Pick<ExplainCommand, 'coordinate' | 'ofAsked'> & Output,
  policy: Policy,
  explanation: Explanation,
  { record, originator = null }: { readonly record?: string; readonly originator?: string | null },
): void {
  const isExporter = mayExport(policy, factsOf(policy, command));
  const stated = {
    field: command.coordinate,
    ...(record === undefined ? {} : { record, known: true }),
    ...explanation,
    mayExport: isExporter,
    elevations: explanation.elevations.map(({ changes, to }) => ({
      to,
      changes: changes.map(({ by, what, words }) => ({ by, ...what, words })),
    })),
  };
  print(command, stated, () => [
    headOf(command, record),
    ...explanationInWords(explanation, policy, originator),
    `Answers may ${isExporter ? '' : 'not '}be taken along as files (exports in the matrix).`,
  ]);
}

/** The first line of an explanation: the field and the viewer. */
export function headOf(
  { coordinate, agency, role, purpose, ofAsked }: Viewing & Pick<ExplainCommand, 'coordinate' | 'ofAsked'>,
  record?: string,
): string {
  const ofAny = ofAsked ? ' of the person who asks' : '';
  const of = record === undefined ? ofAny : ` of ${record}`;
  return `${coordinate}${of} as ${agency} ${role}, ${purpose ?? 'no purpose'}`;
}

/** The viewer that a token of the agency would make, with the agency's highest clearance. */
export function factsOf(policy: Policy, { agency: id, role, purpose, caseReference }: Viewing): RequestFacts {
  const agency = policy.agencies[id];
  const known = Object.keys(policy.agencies);
  if (!agency) throw badUserInput(`There is no agency ${id}.`, { at: '--agency', hint: meantOrOneOf(id, known) });
  const { kind, country, clearance } = agency;
  const viewer = { subject: 'explained', agency: id, kind, country, role, clearance };
  return { viewer, purpose, caseReference, asOf: new Date().toISOString() };
}

/** The viewer, as stated. */
export type Viewing = Pick<ExplainCommand, 'agency' | 'role' | 'purpose' | 'caseReference'>;

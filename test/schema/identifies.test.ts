import { expect, it } from '@jest/globals';
import { type DocumentNode, parse, print } from 'graphql';
import { readAccess } from '../../schema/access.js';
import { sourceDocument } from '../../schema/compose.js';
import { identifies } from '../../schema/identifies.js';
import { sourceNames } from '../../schema/sources.js';

/* Of a number in the graph: the log names it wherever it is shown or asked for, or it says here why it does not. */
const unnamed: Readonly<Record<string, string>> = {
  'Seizure.caseReference': 'the log names the seizure',
  'Incident.caseReference': 'the log names the incident',
  'Handling.caseReference': 'the log names the record, and its originator alone is shown it',
  'Incident.jointOperation': 'the log names the operation by its id',
  'IncidentSeizure.statedCaseReference': 'the log names the link and the seizure',
  'TradeParty.name': 'shown, the log names the consignment; asked for, the name',
  'ConsignmentParticipation.statedName': 'the log names the link and the consignment',
  'Query.person(identification:)': 'the leaf `number` of its input is named',
};

/** Coordinates that say `@identifies`, and the others, by what datum each holds. */
function byDatum(
  document: DocumentNode,
): readonly { readonly at: string; readonly datum: string; readonly is: boolean }[] {
  const access = readAccess(document);
  return document.definitions.flatMap((type) =>
    !('fields' in type) || !type.name
      ? []
      : (type.fields ?? []).flatMap((field) => {
          const at = `${type.name?.value}.${field.name.value}`;
          const members = [
            { at, node: field },
            ...('arguments' in field ? (field.arguments ?? []) : []).map((node) => ({
              at: `${at}(${node.name.value}:)`,
              node,
            })),
          ];
          return members.flatMap((member) =>
            (access.of(member.at)?.data ?? []).map((datum) => ({
              at: member.at,
              datum,
              is: identifies(member.node) !== null,
            })),
          );
        }),
  );
}

it('the log names a number wherever its datum is shown or asked for, but for those with a reason', () => {
  const all = sourceNames.flatMap((name) => byDatum(sourceDocument(name).document));
  const numbers = new Set(all.filter(({ is }) => is).map(({ datum }) => datum));
  const found = all.filter(({ datum, is }) => numbers.has(datum) && !is).map(({ at }) => at);
  expect([...new Set(found)].sort()).toEqual(Object.keys(unnamed).sort());
});

it('the log names a name wherever records are filtered by it: of a party of a declaration it did not', () => {
  const unnamed = sourceNames.flatMap((name) =>
    sourceDocument(name).document.definitions.flatMap((type) =>
      type.kind !== 'InputObjectTypeDefinition' || !type.name.value.endsWith('Filter')
        ? []
        : (type.fields ?? [])
            .filter(({ name }) => /names?$/i.test(name.value))
            // The leaves of a NameFilter state it themselves.
            .filter((field) => identifies(field) === null && !print(field.type).startsWith('NameFilter'))
            .map((field) => `${type.name.value}.${field.name.value}`),
    ),
  );
  // By an auditor, who searches for looks; such a name is an officer's, or one that the log names already.
  expect([...new Set(unnamed)]).toEqual(['AuditEntryFilter.subjectName', 'AuditEntryFilter.askedName']);
});

it('says under which type the log names it, and nothing where it is no text', () => {
  const fields = (sdl: string) => (parse(sdl).definitions[0] as { fields?: [] }).fields ?? [];
  expect(fields('type A { b: ID @identifies(as: "B") c: ID @identifies(as: 1) d: ID }').map(identifies)).toEqual([
    'B',
    null,
    null,
  ]);
  expect(identifies(undefined)).toBeNull();
});

import { describe, expect, it } from '@jest/globals';
import type { EnumTypeDefinitionNode } from 'graphql';
import { catalogue, mappedKinds } from '../../../ingest/mapping/catalogue/index.js';
import { isTarget, parseTarget } from '../../../ingest/mapping/fieldPath.js';
import { fieldTable } from '../../../ingest/mapping/fieldTable.js';
import { readSourceSdl } from '../../../schema/sourceSdl.js';

/** Values of an enum of a source's SDL. */
function enumOf(file: string, name: string): string[] {
  const found = readSourceSdl(file).definitions.find(
    (definition): definition is EnumTypeDefinitionNode =>
      definition.kind === 'EnumTypeDefinition' && definition.name.value === name,
  );
  return (found?.values ?? []).map((value) => value.name.value).sort();
}

describe('the catalogue of fields', () => {
  it.each(mappedKinds)('names every field of %s so that a mapping can, and describes it', (kind) => {
    const known = catalogue[kind];
    for (const path of Object.keys(known.fields)) {
      const target = parseTarget(kind, path.replace(/\[\]$/, ''));
      expect(isTarget(target) ? target.path : target).toBe(path);
    }
    for (const { about } of fieldTable(kind)) expect(about).toMatch(/^[A-Z].*\.$/);
  });

  it.each(mappedKinds)('means the main field of each group of %s by the group alone', (kind) => {
    const known = catalogue[kind];
    for (const [path, { main }] of Object.entries(known.groups)) {
      expect(parseTarget(kind, path)).toMatchObject({ path: `${path}[].${main}` });
    }
  });

  it.each([
    ['persons', 'NameKind', 'person', 'names[].kind'],
    ['persons', 'IdentificationType', 'person', 'identifications[].type'],
    ['persons', 'WarningCode', 'person', 'physical.warningCodes[]'],
    ['persons', 'SuggestedAction', 'person', 'alerts[].suggestedAction'],
    ['persons', 'RelationKind', 'person', 'relations[].kind'],
    ['persons', 'InterestKind', 'person', 'interests[].kind'],
    ['cargo', 'TradePartyRole', 'consignment', 'parties[].role'],
    ['cargo', 'RiskResult', 'consignment', 'risk.result'],
  ] as const)('of %s has the codes of the enum %s for %s.%s', (file, name, kind, path) => {
    const known = catalogue[kind];
    expect([...(known.fields[path]?.codes ?? [])].sort()).toEqual(enumOf(file, name));
  });
});

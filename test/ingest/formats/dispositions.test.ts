import { describe, expect, it } from '@jest/globals';
import { dispositionsOf, knownElements } from '../../../ingest/formats/dispositions.js';
import { formats } from '../../../ingest/formats/index.js';
import { readAccess } from '../../../schema/access.js';
import { readSourceSdl } from '../../../schema/sourceSdl.js';
import { recordSourceNames } from '../../../schema/sources.js';

const labels = recordSourceNames.map((name) => readAccess(readSourceSdl(name)));
const isField = (coordinate: string): boolean => labels.some((map) => map.of(coordinate) !== undefined);

describe('the dispositions of elements', () => {
  it('are read from paths that share their first parts, and from several of one disposition', () => {
    const { mapped, raw, dropped } = dispositionsOf('ndex/elements');
    expect(mapped['DataItemPackage/PackageMetadata/DataItemReferenceID']).toBe('Handling.sourceRef');
    expect(mapped['DataItemPackage/StructuredPayload/ArrestReport/Offense/OffenseCode']).toMatch(/^Incident\.title/);
    expect(raw).toContain('DataItemPackage/StructuredPayload/IncidentReport/Person/*');
    expect(dropped['DataItemPackage/AttachmentLink/*']).toMatch(/not stored/);
    expect(knownElements('ndex/elements').size).toBe(
      Object.keys(mapped).length + raw.length + Object.keys(dropped).length,
    );
  });

  // Why: dispositions of UN and N-DEx lists once named fields that the graph does not have.
  it.each([...formats.values()].map((format) => [format.name, format] as const))(
    'of %s are one for each element, and name fields that the graph has',
    (_, { elements }) => {
      const { mapped, raw, dropped } = elements();
      const all = [...Object.keys(mapped), ...raw, ...Object.keys(dropped)];
      expect(all).toHaveLength(new Set(all).size);
      const named = Object.values(mapped).flatMap((disposition) => disposition.match(/\b[A-Z]\w+\.\w+/g) ?? []);
      expect([...new Set(named)].filter((coordinate) => !isField(coordinate))).toEqual([]);
    },
  );
});

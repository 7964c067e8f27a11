import { toFtmLine, type WrittenEntity } from '../../../schema/formats/ftm/entity.js';
import { createIdSet } from '../../formats/ftm/idSet.js';
import type { SourceRecord } from '../../records/record.js';
import type { ExportFormat, ExportText } from '../exportFormat.js';
import type { OpenExport } from '../openExport.js';
import type { Lose } from './ftmFields.js';
import { writeInterest, writeRelation } from './ftmLinks.js';
import { writeSubject } from './ftmSubjects.js';

/**
 * FollowTheMoney entities, one a line, as the format `ftm` and other tools read them: a subject, then its parts (listings,
 * documents, addresses, posts) and the links that it asserts.
 *
 * The format has no envelope: handling must be stated anew when the file is ingested. `lost` names the fields that it
 * cannot hold.
 */
export const ftmExport: ExportFormat = {
  kinds: ['person', 'organization', 'vesselRecord', 'aircraftRecord', 'relation', 'interest'],
  onlyOneKind: false,
  write,
};

function write(open: OpenExport, source: string): ExportText {
  const lost: Record<string, number> = {};
  async function* pieces(): AsyncGenerator<string> {
    const shared = createIdSet();
    for await (const { record } of open.records()) {
      const missed = new Set<string>();
      const entities = toEntities(record as SourceRecord, source, (field) => missed.add(`${record.kind}.${field}`));
      for (const field of missed) lost[field] = (lost[field] ?? 0) + 1;
      // Several subjects may have one address.
      const lines = entities.filter(({ id, schema }) => schema !== 'Address' || shared.add(id)).map(toFtmLine);
      if (lines.length > 0) yield lines.join('');
    }
  }
  return { pieces: pieces(), lost: () => lost };
}

/** The entities of one record; calls `lose` for each field that they cannot hold. */
export function toEntities(record: SourceRecord, source: string, lose: Lose): WrittenEntity[] {
  switch (record.kind) {
    case 'person':
    case 'organization':
    case 'vesselRecord':
    case 'aircraftRecord':
      return writeSubject(record, source, lose);
    case 'relation':
      return only(writeRelation(record, source), lose);
    case 'interest':
      return only(writeInterest(record, source), lose);
    default:
      return only(null, lose);
  }
}

function only(entity: WrittenEntity | null, lose: Lose): WrittenEntity[] {
  if (entity !== null) return [entity];
  lose('(the whole record)');
  return [];
}

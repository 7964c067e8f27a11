import { parseYaml } from '../../policy/loading/yaml.js';
import { readPackageFile } from '../../schema/files.js';
import type { SourceRecord } from '../records/record.js';
import { story } from './story.js';

let read: readonly SourceRecord[] | undefined;

/** The story's records, of `story.yaml`; it is read when they are first asked for. */
export function storyRecords(): readonly SourceRecord[] {
  if (read === undefined) {
    const { records } = parseYaml(readPackageFile('ingest', 'demo', 'story.yaml')) as { records: unknown };
    read = JSON.parse(JSON.stringify(records), (_, value) => toFact(value)) as readonly SourceRecord[];
  }
  return read;
}

/** What stands in the place of `$mrn`, or of `$consignorAliases.0`, one of several; any other value is itself. */
function toFact(value: unknown): unknown {
  const stated = typeof value === 'string' ? /^\$(\w+)(?:\.(\d))?$/.exec(value) : null;
  return stated === null ? value : [story[stated[1] as keyof typeof story]].flat()[Number(stated[2] ?? 0)];
}

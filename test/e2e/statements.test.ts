import { beforeAll, expect, test } from '@jest/globals';
import { containerNumber, mrn } from '../../ingest/demo/invented/numbers.js';
import { demoSource } from '../../ingest/demo/load.js';
import { story } from '../../ingest/demo/story.js';
import { storyRecords } from '../../ingest/demo/storyRecords.js';
import type { RecordKind, SourceRecord } from '../../ingest/records/record.js';
import { readPackageFile } from '../../schema/files.js';
import { recordSourceNames } from '../../schema/sources.js';
import { openTestDeployment } from '../support/deployment.js';
import { closedAfter } from '../support/runner/closedAfter.js';

const question = readPackageFile('ingest', 'demo', 'question.graphql').replaceAll('first: 5', 'first: 100');
const analyst = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' } as const;
const sourceOf = (kind: string): string => demoSource(kind as RecordKind);

/** The story's person once more as consignor, in `count` further consignments, seizures and incidents. */
function more(count: number): SourceRecord[] {
  return storyRecords().flatMap((record) =>
    Array.from({ length: count }, (_, index): SourceRecord[] => {
      const sourceRef = `${record.sourceRef}-${index}`;
      const number = 26_500_000 + index;
      if (record.sourceRef === 'story-passed' && record.kind === 'consignment') {
        const transportEquipment = [{ sequence: 1, containerId: containerNumber(500_000 + index) }];
        return [{ ...record, sourceRef, lrn: null, mrn: mrn(2026, 'NL', number), transportEquipment }];
      }
      if (record.kind === 'seizure') return [{ ...record, sourceRef }];
      if (record.kind === 'incident') return [{ ...record, sourceRef }];
      return [];
    }).flat(),
  );
}

const deployment = closedAfter(await openTestDeployment());

beforeAll(async () => {
  await deployment.load(storyRecords(), sourceOf);
});

async function ask(): Promise<{ readonly statements: number; readonly consignments: number }> {
  const before = deployment.statements();
  const { body } = await deployment.ask(analyst, question, { container: story.containerId });
  expect(body.errors).toBeUndefined();
  const person = body.data.container.consignments.edges[0].node.consignor.person;
  return { statements: deployment.statements() - before, consignments: person.consignments.edges.length };
}

test('the question from a container to the joint operation takes as many SQL statements for 100 consignments as for 3', async () => {
  // The first to ask has each source read its envelopes, once a process (decision 0035).
  const first = await ask();
  const few = await ask();
  await deployment.load(more(97), sourceOf);
  const many = await ask();
  expect(few.consignments).toBe(3);
  expect(many.consignments).toBe(100);
  expect(many.statements).toBe(few.statements);
  expect(few.statements).toBeLessThanOrEqual(20);
  expect(first.statements - few.statements).toBeLessThanOrEqual(recordSourceNames.length);
});

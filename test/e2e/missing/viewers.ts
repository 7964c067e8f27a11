import { factsOf } from '../../../cli/policy/explain.js';
import type { Random } from '../../../ingest/demo/invented/random.js';
import type { Policy } from '../../../policy/policy.js';
import type { AgencyKind } from '../../../policy/types.js';
import { type RecordSourceName, recordSourceNames } from '../../../schema/sources.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { subgraphs } from '../../../subgraphs/index.js';
import type { LookAt } from '../../../subgraphs/kit/explaining/lookAt.js';
import { sourceOfRows } from '../../../subgraphs/kit/explaining/placed.js';
import type { Asker, TestDeployment } from '../../support/deployment.js';

/** Somebody of any kind, in any role, for any purpose that both may have. */
export function anyAsker(policy: Policy, kinds: readonly AgencyKind[], random: Random): Asker {
  // Why the kind first: half of the agencies are of two kinds.
  const kind = random.pick(kinds);
  const agency = random.pick(Object.values(policy.agencies).filter((each) => each.kind === kind));
  const role = random.pick(agency.roles.filter((each) => agency.purposes.some((of) => mayState(policy, each, of))));
  const purpose = random.pick(agency.purposes.filter((each) => mayState(policy, role, each)));
  const { id, caseReference } = agency;
  return { agency: id, role, purpose, caseReference: caseReference.example, justification: 'for a test' };
}

function mayState(policy: Policy, role: NonNullable<Asker['role']>, purpose: Asker['purpose']): boolean {
  return policy.roles[role].purposes.includes(purpose);
}

/** Says whether a viewer may know of a record: whether it is shown, or told of as a hit. */
export interface Knowing {
  mayKnow(asker: Asker, named: { readonly type: string; readonly id: string }): Promise<boolean>;
  close(): Promise<void>;
}

/** What the sources themselves say of single records, over connections of their own. */
export function openKnowing({ parts }: Pick<TestDeployment, 'parts'>, policy: Policy): Knowing {
  const opened = recordSourceNames.map((name) => openDatabase(parts.url(name), { source: name, max: 1 }));
  const looks = new Map<RecordSourceName, LookAt>(
    recordSourceNames.map((name, at) => {
      const database = opened[at] as (typeof opened)[number];
      return [name, subgraphs[name]({ policy, database, keys: parts.keys }, parts.keys).lookAt];
    }),
  );
  return {
    mayKnow: async ({ agency, role = 'ANALYST', purpose, caseReference }, { type, id }) => {
      const lookAt = looks.get(sourceOfRows(type) as RecordSourceName) as LookAt;
      const facts = factsOf(policy, { agency, role, purpose, caseReference });
      return (await lookAt(facts, { type, id }, `${type}.id`)) !== null;
    },
    close: async () => {
      for (const database of opened) await database.close();
    },
  };
}

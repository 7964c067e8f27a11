import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery } from 'graphql';
import type { Policy } from '../../../policy/policy.js';
import type { Purpose, Role } from '../../../policy/types.js';
import { sql } from '../../../storage/kysely.js';
import {
  createRandom,
  type Pools,
  pick,
  type Random,
  randomOperation,
} from '../../subgraphs/kit/compiled/randomOperation.js';
import type { Asker, TestDeployment } from '../../support/deployment.js';
import { randomQuestion } from './question.js';

/** A random question as a random viewer. */
export interface Question {
  readonly asker: Asker;
  /** What this viewer's introspection shows. */
  readonly schema: GraphQLSchema;
  readonly query: string;
  readonly variables: object;
}

/** Questions over what a deployment holds, by their seed; null where the viewer of the seed may ask for nothing. */
export async function createQuestions(
  deployment: TestDeployment,
  policy: Policy,
): Promise<(seed: number) => Promise<Question | null>> {
  const pools = await readPools();
  const schemas = new Map<string, GraphQLSchema | null>();
  const caseOf = (agency: string): string => policy.agencies[agency]?.caseReference.example ?? '';
  return async (seed) => {
    const random = createRandom(seed);
    const asker = randomAsker(random);
    const schema = asker && (await schemaOf(asker));
    if (!asker || !schema) return null;
    // Mostly of records and their links; now and then anything at all, with variables, fragments and conditions.
    const any = random() < 0.2 ? randomOperation(schema, random, { pools, representations: [] }) : null;
    const { query, variables } = any ?? { query: randomQuestion(schema, random, pools), variables: {} };
    return { asker, schema, query, variables };
  };

  /** What a viewer's introspection shows; null where it may ask for nothing. */
  async function schemaOf(asker: Asker): Promise<GraphQLSchema | null> {
    const key = JSON.stringify(asker);
    const known = schemas.get(key);
    if (known !== undefined) return known;
    const { body } = await deployment.ask(asker, getIntrospectionQuery());
    const schema = body.data ? buildClientSchema(body.data) : null;
    schemas.set(key, schema);
    return schema;
  }

  function randomAsker(random: Random): Asker | null {
    // Mostly those who see much; now and then anybody.
    const some =
      random() < 0.6 ? ['DE-POLICE', 'NL-CUSTOMS', 'EU-ANALYSIS', 'EU-ANTIFRAUD'] : Object.keys(policy.agencies);
    const agency = policy.agencies[pick(random, some)];
    if (!agency) return null;
    const usual = agency.roles.includes('ANALYST') && random() < 0.8;
    const role = usual ? 'ANALYST' : (pick(random, agency.roles) as Role);
    const allowed = agency.purposes.filter((purpose) => policy.roles[role]?.purposes.includes(purpose));
    if (allowed.length === 0) return null;
    const investigates = allowed.includes('CRIMINAL_INVESTIGATION') && random() < 0.7;
    return {
      agency: agency.id,
      role,
      purpose: investigates ? 'CRIMINAL_INVESTIGATION' : (pick(random, allowed) as Purpose),
      caseReference: caseOf(agency.id),
      justification: 'Check of the recorder',
    };
  }

  async function readPools(): Promise<Pools> {
    const column = async (select: string): Promise<string[]> => {
      const rows = await deployment.databases.ingest.rows<{ v: string | null }>(sql`${sql.raw(select)}`);
      return rows.flatMap(({ v }) => v ?? []);
    };
    const tables = [
      ...['cargo.consignment', 'persons.person', 'persons.organization', 'persons.vessel_record'],
      ...['seizures.seizure', 'incidents.incident', 'incidents.joint_operation'],
    ];
    const ids = (await Promise.all(tables.map((table) => column(`select id as v from ${table} order by id`)))).flat();
    const imo = await column('select distinct vessel_imo as v from cargo.consignment');
    const containerId = await column('select container_id as v from cargo.transport_equipment');
    const mrn = await column('select mrn as v from cargo.consignment');
    return {
      id: [...ids, ...containerId],
      ids,
      imo,
      containerId,
      mrn,
      eori: await column('select distinct eori as v from cargo.trade_party'),
      caseReference: await column('select case_reference as v from seizures.seizure'),
      registration: await column('select registration as v from persons.aircraft_record'),
      String: [...mrn.slice(0, 5), ...imo.slice(0, 5), 'DE', 'NL'],
      name: await column("select (names -> 0 ->> 'name') as v from persons.person order by id limit 20"),
      year: ['19', '195', '196', '1980', '2000-0'],
      after: [],
    };
  }
}

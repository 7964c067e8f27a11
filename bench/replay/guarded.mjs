import { defaultFieldResolver, isLeafType, isObjectType } from 'graphql';
import { product } from '../product.mjs';

/*
 * The sources as Portcullis sees them: each field decided by the real policy, and the report that a source's answer
 * carries beside its data. What is decided here, and how it is reported, follows subgraphs/kit/.
 */

/** Who asks Portcullis. */
export const viewers = {
  analyst: { agency: 'NL-CUSTOMS', role: 'ANALYST', purpose: 'CUSTOMS_CONTROL' },
  antifraud: { agency: 'EU-ANTIFRAUD', role: 'ANALYST', purpose: 'SANCTIONS_ENFORCEMENT' },
};

/** What the originator wrote on every record of the benchmark. */
const envelope = {
  originator: 'BE-CUSTOMS',
  handlingCodes: [],
  addressees: [],
  classification: 'PUBLIC',
  releasableTo: [],
  hitTo: [],
  purposeLimits: [],
  minor: false,
  source: 'demo-bench',
  sourceRef: 'bench',
};

/** The policy, the decider and the masks of the built product. */
export async function loadDecider() {
  const [{ loadPolicy }, { decide }, { applyMask }, { readAccess }] = await Promise.all([
    product('policy/loading/load.js'),
    product('policy/decide.js'),
    product('policy/mask.js'),
    product('schema/access.js'),
  ]);
  const policy = loadPolicy();
  const decisions = new Map();
  return {
    policy,
    readAccess,
    mask: (category, type, value) => applyMask(policy, category, type, value),
    decisionOf(viewerName, category) {
      const key = `${viewerName} ${category}`;
      let decision = decisions.get(key);
      if (!decision) {
        decision = decide(policy, factsOf(policy, viewers[viewerName]), category, envelope);
        decisions.set(key, decision);
      }
      return decision;
    },
    originator: envelope.originator,
    contact: policy.agencies[envelope.originator]?.contact,
  };
}

function factsOf(policy, { agency, role, purpose }) {
  const { kind, country, clearance } = policy.agencies[agency];
  return {
    viewer: { subject: 'bench', agency, kind, country, role, clearance },
    purpose,
    asOf: '2026-01-01T00:00:00Z',
  };
}

/**
 * Puts the decision on every field of a schema.
 *
 * @param {import('graphql').GraphQLSchema} schema changed in place
 * @param {(coordinate: string) => string | undefined} categoryOf
 * @param {ReadonlySet<string>} owned types whose records live here; another source's record is a reference
 */
export function guardSchema(schema, categoryOf, owned, decider) {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      const category = categoryOf(`${type.name}.${field.name}`);
      if (category) guardField(field, type.name, category, owned.has(type.name), decider);
    }
  }
  return schema;
}

function guardField(field, typeName, category, isRecord, decider) {
  const inner = field.resolve ?? defaultFieldResolver;
  const graphqlType = String(field.type);
  field.resolve = (parent, args, context, info) => {
    const { report, viewer } = context;
    if (category === 'public') {
      // Links too: a manifest names each id that its answer shows.
      if (field.name === 'id') report?.noteRecord(typeName, parent.id);
      return inner(parent, args, context, info);
    }
    const decision = decider.decisionOf(viewer, category);
    const value = inner(parent, args, context, info);
    const shown = decision.effect === 'FULL' || decision.effect === 'MASKED';
    if (isRecord && shown) report?.noteRecord(typeName, parent.id, category);
    if (decision.effect === 'FULL') return value;
    const masks = decision.effect === 'MASKED';
    if (masks && !isLeafType(info.returnType)) return value;
    if (decision.effect !== 'HIT' || (value !== null && value !== undefined))
      report?.noteWithheld(info.path, category, decision, decision.effect === 'HIT' ? decider.contact : undefined);
    return masks && typeof value !== 'object' ? (decider.mask(category, graphqlType, value) ?? null) : null;
  };
}

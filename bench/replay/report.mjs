/** Collects what one answer disclosed and withheld, all of it one originator's; the shape is that of `subgraphs/kit/manifest/report.ts`. */
export function createReport(originator) {
  const records = new Map();
  const lines = new Map();
  return {
    noteRecord(type, id, category) {
      const record = records.get(id) ?? { type, categories: new Set() };
      records.set(id, record);
      if (category) record.categories.add(category);
    },
    noteWithheld(path, category, { effect, reason, rule }, contact) {
      const pattern = toPattern(path);
      const key = JSON.stringify([pattern, category, effect, rule]);
      const count = (lines.get(key)?.count ?? 0) + 1;
      lines.set(key, {
        path: pattern,
        category,
        effect,
        reason: reason ?? 'RECORD',
        rule,
        count,
        ...(contact ? { contact } : {}),
      });
    },
    extensions: (source, policyVersion) => ({
      manifest: {
        source,
        policyVersion,
        disclosed: groupsOf(records, originator),
        decided: [decidedOf(records, lines, originator)],
        hits: 0,
        statements: 1,
      },
      withheld: [...lines.values()],
    }),
  };
}

/** All of it under the one envelope of the benchmark. */
function decidedOf(records, lines, originator) {
  const envelope = JSON.stringify({
    classification: 'PUBLIC',
    holds: ['cargo.movement'],
    originator,
    source: 'demo-bench',
  });
  const full = [...new Set([...records.values()].flatMap(({ categories }) => [...categories]))];
  return { envelope, full, below: [...lines.values()].map(({ category, effect, rule }) => [category, effect, rule]) };
}

function groupsOf(records, originator) {
  const groups = new Map();
  for (const [id, { type, categories }] of records) {
    const sorted = [...categories].sort();
    const key = `${type} ${sorted.join()}`;
    const group = groups.get(key) ?? { type, originator, categories: sorted, ids: [] };
    groups.set(key, group);
    group.ids.push(id);
  }
  return [...groups.values()];
}

function toPattern(path) {
  const keys = [];
  for (let step = path; step; step = step.prev) keys.unshift(step.key);
  const kept = keys[0] === '_entities' ? 2 : 0;
  return keys.map((key, index) => (typeof key === 'number' && index >= kept ? '*' : key));
}

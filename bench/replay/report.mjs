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
      const { pattern, entity } = placeOf(path);
      const key = JSON.stringify([pattern, category, effect, rule]);
      const line = lines.get(key) ?? {
        ...{ path: pattern, category, effect, reason: reason ?? 'RECORD', rule, count: 0 },
        ...(contact ? { contact } : {}),
      };
      lines.set(key, addLook(line, entity));
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

/** Counts a look in a line: of an entity, by its place; of none where that is undefined. */
export function addLook(line, entity) {
  line.count += 1;
  if (entity === undefined) return line;
  line.byEntity ??= [];
  while (line.byEntity.length <= entity) line.byEntity.push(0);
  line.byEntity[entity] += 1;
  return line;
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
  // Each category once, as a verdict is asked it once.
  const below = new Map([...lines.values()].map(({ category, effect, rule }) => [category, [category, effect, rule]]));
  return { envelope, full, below: [...below.values()] };
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

function placeOf(path) {
  const keys = [];
  for (let step = path; step; step = step.prev) keys.unshift(step.key);
  const pattern = keys.map((key) => (typeof key === 'number' ? '*' : key));
  return { pattern, entity: keys[0] === '_entities' ? keys[1] : undefined };
}
